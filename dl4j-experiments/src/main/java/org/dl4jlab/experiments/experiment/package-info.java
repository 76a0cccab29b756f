/** The experiments: one small class each, and the list of all. */
package org.dl4jlab.experiments.experiment;
