package org.dl4jlab.sweeps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunEnvironment;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * The content of {@code sweep.json}. Parts that are not known yet are null and left out of the file.
 *
 * @param format version of this file's layout
 * @param space name of the search space
 * @param question what the sweep asks
 * @param status how far the sweep has come
 * @param message why it failed or stopped; null if it did not
 * @param command the command line that started it
 * @param plan what its course follows from
 * @param dimensions the hyperparameters
 * @param data what candidates were trained and scored on; null until it is loaded
 * @param winner null until the search is over
 * @param started when the sweep began
 * @param finished when it ended
 * @param source the code that ran
 * @param versions by component
 * @param machine where it ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SweepRecord(
        int format,
        String space,
        String question,
        RunStatus status,
        String message,
        String command,
        SweepPlan plan,
        List<Dimension> dimensions,
        Data data,
        Winner winner,
        Instant started,
        Instant finished,
        RunRecord.Source source,
        Map<String, String> versions,
        RunRecord.Machine machine) {

    /** The layout that this code writes. */
    public static final int FORMAT = 1;

    /**
     * @param title of the data set
     * @param trainImages that each candidate learns from
     * @param validationImages that it is scored on
     * @param classes of the images
     */
    public record Data(String title, int trainImages, int validationImages, int classes) {}

    /**
     * The best candidate, trained again on all training images.
     *
     * @param candidate its index
     * @param tests one per seed, in order
     */
    public record Winner(int candidate, List<Test> tests) {

        public Winner {
            tests = List.copyOf(tests);
        }
    }

    /**
     * The winner's result with one seed.
     *
     * @param accuracy on the test data, in [0, 1]
     * @param averageLoss on the test data, in nats
     * @param run name of the run's folder inside of the sweep's {@code winner} folder
     */
    public record Test(long seed, double accuracy, double averageLoss, String run) {}

    /** A sweep that has just begun. */
    public static SweepRecord start(
            String space,
            String question,
            String command,
            SweepPlan plan,
            List<Dimension> dimensions,
            Instant started,
            RunEnvironment surroundings) {
        return new SweepRecord(
                FORMAT,
                space,
                question,
                RunStatus.RUNNING,
                null,
                command,
                plan,
                dimensions,
                null,
                null,
                started,
                null,
                surroundings.source(),
                surroundings.versions(),
                surroundings.machine());
    }

    /** The same sweep under way again, maybe with other limits. */
    public SweepRecord resume(SweepPlan newPlan) {
        return copy(RunStatus.RUNNING, null, newPlan, data, winner, null);
    }

    public SweepRecord with(Data known) {
        return copy(status, message, plan, known, winner, finished);
    }

    public SweepRecord with(Winner known) {
        return copy(status, message, plan, data, known, finished);
    }

    /** @param why it did not end well; null if it did */
    public SweepRecord end(RunStatus how, String why, Instant when) {
        return copy(how, why, plan, data, winner, when);
    }

    private SweepRecord copy(
            RunStatus newStatus,
            String newMessage,
            SweepPlan newPlan,
            Data newData,
            Winner newWinner,
            Instant newFinished) {
        return new SweepRecord(
                format,
                space,
                question,
                newStatus,
                newMessage,
                command,
                newPlan,
                dimensions,
                newData,
                newWinner,
                started,
                newFinished,
                source,
                versions,
                machine);
    }
}
