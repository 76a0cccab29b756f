/** Stops poor candidates early: asynchronous successive halving. */
package org.dl4jlab.experiments.sweep.pruning;
