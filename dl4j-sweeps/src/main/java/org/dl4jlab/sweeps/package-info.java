/**
 * Sweeps: many settings of one network are tried, each is scored on validation images, and the best one is
 * trained again with several seeds and only then tested. {@link org.dl4jlab.sweeps.SweepRunner} is the door.
 * Spaces and search methods are Arbiter's; what Arbiter cannot do is done here: a sweep repeats exactly with its seed,
 * survives being killed, and stops poor candidates early.
 */
package org.dl4jlab.sweeps;
