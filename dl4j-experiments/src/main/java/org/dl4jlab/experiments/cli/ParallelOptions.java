package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.parallel.AveragingPlan;
import org.dl4jlab.training.parallel.ParallelCluster;
import org.dl4jlab.training.parallel.ParallelTraining;
import picocli.CommandLine.Option;

/** One network that several machines of a cluster train together. */
final class ParallelOptions {

    private static final String MACHINES = "--machines";
    private static final String FREQUENCY = "--averaging-frequency";
    private static final int USUAL_FREQUENCY = 10;

    @Option(
            names = MACHINES,
            paramLabel = "<n>",
            description =
                    "Has n machines of the cluster train one network together, by parameter averaging: each has a copy of"
                            + " it and an n-th of the images, and a batch is what one machine takes in a step. Needs"
                            + " --master. See docs/parallel.md.")
    private Integer machines;

    @Option(
            names = FREQUENCY,
            paramLabel = "<steps>",
            description = "Steps that each of the --machines takes between two averagings. Default: 10.")
    private Integer averagingFrequency;

    /** Whether machines are to train together. */
    boolean isWanted() {
        return machines != null;
    }

    /** @throws InvalidInputException if an option is out of range or without effect */
    void check(ClusterOption cluster) {
        if (machines == null && averagingFrequency != null) {
            throw new InvalidInputException(
                    FREQUENCY + " has no effect without " + MACHINES + "; add that or leave it out.");
        }
        requirePositive(MACHINES, machines);
        requirePositive(FREQUENCY, averagingFrequency);
        if (machines != null && !cluster.isWanted()) {
            throw new InvalidInputException(MACHINES + " has no effect without " + ClusterOption.NAME
                    + "; add the address of a cluster, or leave it out.");
        }
    }

    private static void requirePositive(String option, Integer value) {
        if (value != null && value < 1) {
            throw new InvalidInputException(option + " must be at least 1, but got " + value + ".");
        }
    }

    /** Machines that train together, as the options say. */
    ParallelTraining on(ParallelCluster cluster, Path runs, LabOptions options) {
        return ParallelTraining.in(
                runs,
                options,
                cluster.machines(machines),
                averagingFrequency == null ? USUAL_FREQUENCY : averagingFrequency);
    }

    /**
     * Whether a run goes on on a cluster, by several machines together.
     *
     * @throws InvalidInputException if it was trained on a cluster and none is named, or the other way round
     */
    boolean resumesTogether(Run run, ClusterOption cluster) throws IOException {
        Optional<AveragingPlan> together = AveragingPlan.of(run);
        if (together.isEmpty() && cluster.isGiven()) {
            throw new InvalidInputException(run.path()
                    + " was trained on one machine alone and goes on here; leave out " + ClusterOption.NAME + ".");
        }
        if (together.isPresent() && !cluster.isWanted()) {
            throw new InvalidInputException(
                    run.path() + " was trained on " + together.get().machines() + " machines together; add "
                            + ClusterOption.NAME + " with the address of a cluster to go on.");
        }
        return together.isPresent();
    }

    /** Goes on with a run that several machines trained together, on as many of a cluster. */
    Run resume(
            ClusterOption cluster,
            Path runs,
            LabOptions options,
            Experiment experiment,
            Run run,
            UnaryOperator<TrainingSettings> change)
            throws IOException {
        AveragingPlan together = AveragingPlan.of(run).orElseThrow();
        try (ParallelCluster connected = cluster.connectParallel()) {
            return ParallelTraining.in(
                            runs, options, connected.machines(together.machines()), together.averagingFrequency())
                    .resume(experiment, run, change);
        }
    }
}
