/** Stops poor candidates early: asynchronous successive halving. */
package org.dl4jlab.sweeps.pruning;
