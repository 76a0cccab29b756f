package org.dl4jlab.sweeps;

import org.dl4jlab.sweeps.record.SweepPlan;

/**
 * A candidate in words that another machine understands.
 *
 * @param space name of the search space
 * @param index of the candidate
 * @param genes its place in the space
 * @param plan of the sweep
 * @param threads to compute with
 * @param until epoch after which it is stopped, for pruning to decide
 */
record CandidateJob(String space, int index, double[] genes, SweepPlan plan, int threads, int until) {}
