/**
 * The log file of a run. The library logs to SLF4J; what it says itself is written to the file of the run by the library,
 * and what others say is added where SLF4J's back end can be asked for it.
 */
package org.dl4jlab.training.internal.log;
