package org.dl4jlab.sweeps.search;

import java.util.Map;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.dl4jlab.sweeps.space.CandidateSpace;

/** Arbiter's grid search, which draws its random order in its constructor, before it can be given a seed. */
final class SeededGrid extends GridSearchCandidateGenerator {

    private static final long serialVersionUID = 1;

    SeededGrid(CandidateSpace space, int steps, long seed) {
        super(space, steps, Mode.RandomOrder, Map.of(), true);
        setRngSeed(seed);
        setInitDone(false);
        initialize();
    }
}
