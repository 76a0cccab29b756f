/** The network families: one class each, pure functions from a small record of choices to a DL4J configuration. */
package org.dl4jlab.models.network;
