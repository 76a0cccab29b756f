package org.dl4jlab.training.internal.runner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.settings.Settings;
import org.slf4j.Logger;

/** What may differ when a run goes on, and what follows from it. */
final class Resumption {

    private static final Logger log = RunLog.logger(Resumption.class);

    private Resumption() {}

    /**
     * The settings that differ.
     *
     * @throws InvalidInputException if one of them must not
     */
    static Map<String, RunRecord.Change> changes(TrainingSettings before, TrainingSettings after) {
        Map<String, Object> earlier = Settings.toMap(before);
        Map<String, RunRecord.Change> changes = new LinkedHashMap<>();
        for (Settings.Description setting : Settings.describe(after)) {
            Object from = earlier.get(setting.name());
            if (from.equals(setting.value())) {
                continue;
            }
            if (!setting.onResume()) {
                List<String> possible = Settings.describe(after).stream()
                        .filter(Settings.Description::onResume)
                        .map(Settings.Description::name)
                        .toList();
                throw new InvalidInputException("Setting '" + setting.name() + "' is " + from
                        + " in this run and cannot become " + setting.value()
                        + " when it goes on: its checkpoints rest on it. What can change: "
                        + String.join(", ", possible) + ".");
            }
            changes.put(setting.name(), new RunRecord.Change(from, setting.value()));
        }
        return changes;
    }

    /** @throws InvalidInputException if the run was trained on other machines: its checkpoints count their batches */
    static void requireSamePlace(RunFolder folder, RunRecord record, StepPlace place) {
        if (!record.parallel().equals(place.record())) {
            throw new InvalidInputException(folder.path() + " was trained " + words(record.parallel())
                    + " and cannot go on " + words(place.record()) + ".");
        }
    }

    private static String words(Optional<RunRecord.Parallel> place) {
        return place.map(p -> "on " + p.machines() + " machines that average after every " + p.averagingFrequency()
                        + " steps")
                .orElse("on one machine alone");
    }

    /** @throws InvalidInputException if the run would only fail again */
    static void requirePossible(RunFolder folder, RunRecord record, Map<String, RunRecord.Change> changes) {
        if (Boolean.TRUE.equals(record.diverged()) && changes.isEmpty()) {
            throw new InvalidInputException(folder.path() + " failed (" + record.message()
                    + ") and would fail again; go on with another setting, for example a lower learningRate.");
        }
    }

    /** The order in which numbers are added up depends on the number of threads. */
    static void warnOfOtherThreads(RunRecord record) {
        Integer before = record.machine() == null ? null : record.machine().threads();
        if (before != null && before != NativeRuntime.threads()) {
            log.warn(
                    "This run began with {} threads and goes on with {}: the last bits of its numbers may differ from"
                            + " those of a run that was never stopped.",
                    before,
                    NativeRuntime.threads());
        }
    }
}
