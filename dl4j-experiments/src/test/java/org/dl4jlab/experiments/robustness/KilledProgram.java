package org.dl4jlab.experiments.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.SweepRunner;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.AveragingSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SliceExperiment;

/** A program that begins something small, or goes on with what an earlier one left, until it is done; to be killed. */
final class KilledProgram {

    /** What it does. */
    enum Work {
        /** One run. */
        RUN,
        /** A run for each of three seeds. */
        SEEDS,
        /** A pruned genetic sweep whose winner is trained again. */
        SWEEP
    }

    private static final int SEEDS = 3;

    private KilledProgram() {}

    /** @param args a {@link Work}, and the folder of its runs or sweeps */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[1]));
        switch (Work.valueOf(args[0])) {
            case RUN -> train(folder, List.of(1L), 60);
            case SEEDS ->
                train(folder, Stream.iterate(1L, seed -> seed + 1).limit(SEEDS).toList(), 20);
            case SWEEP -> sweep(folder);
        }
    }

    private static void train(Path folder, List<Long> seeds, int epochs) throws IOException {
        Experiment base = SliceExperiment.of("simple-cnn", false);
        Experiment experiment = base.settings(base.settings()
                .withEpochs(epochs)
                .withTrainImages(400)
                .withTestImages(100)
                .withAveraging(AveragingSettings.Averaging.EMA)
                .withCrop(2));
        Lab lab = Lab.in(folder);
        for (long seed : seeds) {
            Optional<Run> begun = runOf(lab, folder, seed);
            if (begun.isEmpty()) {
                lab.train(experiment, Seed.of(seed));
            } else if (begun.get().status() != RunStatus.DONE) {
                lab.resume(experiment, begun.get());
            }
        }
    }

    private static Optional<Run> runOf(Lab lab, Path folder, long seed) throws IOException {
        for (RunFolder run : runs(folder)) {
            RunRecord record = run.readRecord();
            if (record.seed() == seed) {
                return Optional.of(lab.open(run.path()));
            }
        }
        return Optional.empty();
    }

    /** Every folder in which a run has been recorded. */
    static List<RunFolder> runs(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(RunFolder::new)
                    .filter(run -> Files.isRegularFile(run.recordFile()))
                    .toList();
        }
    }

    private static void sweep(Path folder) throws IOException {
        SweepPlan plan = new SweepPlan(
                SearchMethod.GENETIC,
                3,
                7,
                12,
                null,
                1,
                new SweepPlan.Pruning(1, 2),
                2,
                true,
                new SliceSpace().settings());
        SweepRunner runner = Sweeps.runner(SweepListener.NONE);
        Optional<SweepFolder> begun = sweeps(folder).stream().findFirst();
        if (begun.isEmpty()) {
            runner.start(new SliceSpace(), plan, folder);
        } else if (begun.get().readRecord().status() != RunStatus.DONE) {
            runner.resume(new SliceSpace(), begun.get(), plan);
        }
    }

    /** Every folder in which a sweep has been recorded. */
    static List<SweepFolder> sweeps(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(SweepFolder::new)
                    .filter(sweep -> Files.isRegularFile(sweep.recordFile()))
                    .toList();
        }
    }
}
