package org.dl4jlab.sweeps.search;

import java.util.Map;

/**
 * A candidate that a search wants to have tried.
 *
 * @param index in the order of proposal, from 0
 * @param genes its place in the space: numbers in [0, 1], as Arbiter has them; do not write to it
 * @param hyperparameters the values that the genes stand for, by name
 */
public record CandidateProposal(int index, double[] genes, Map<String, Object> hyperparameters) {}
