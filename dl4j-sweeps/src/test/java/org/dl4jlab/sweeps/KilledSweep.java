package org.dl4jlab.sweeps;

import java.nio.file.Path;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;

/** A program that sweeps for long, to be killed. */
final class KilledSweep {

    static final int CANDIDATES = 400;

    private KilledSweep() {}

    public static void main(String[] args) throws Exception {
        Sweeps.runner(SweepListener.NONE)
                .start(
                        new SliceSpace(),
                        Sweeps.plan(SearchMethod.GENETIC, Integer.parseInt(args[1]), 2, true),
                        Path.of(args[0]));
    }
}
