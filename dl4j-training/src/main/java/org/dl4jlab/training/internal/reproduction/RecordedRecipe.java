package org.dl4jlab.training.internal.reproduction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.engine.network.EngineOptions;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.run.RunStatus;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * What a run's record says about how to run it again.
 *
 * @param settings as recorded
 * @param seed as recorded
 * @param engine how the compiled engine runs the network; empty for DL4J's own layers
 * @param notes a sentence for each thing that the record does not say
 */
public record RecordedRecipe(TrainingSettings settings, long seed, Optional<EngineOptions> engine, List<String> notes) {

    public RecordedRecipe {
        notes = List.copyOf(notes);
    }

    /**
     * Reads the recipe of a run that is done.
     *
     * @param experiment that the record names
     * @throws InvalidInputException if the run is not done, or has settings that this version does not know
     */
    public static RecordedRecipe of(RunFolder folder, RunRecord record, Experiment experiment) {
        if (record.status() != RunStatus.DONE || record.result() == null) {
            throw new InvalidInputException(
                    folder.path() + " has no result that could be reproduced: its run is not done.");
        }
        Map<String, String> recorded = new LinkedHashMap<>();
        if (record.settings() != null) {
            record.settings().forEach((name, value) -> recorded.put(name, String.valueOf(value)));
        }
        List<String> notes = new ArrayList<>();
        List<String> missing = Settings.toMap(experiment.settings()).keySet().stream()
                .filter(name -> !recorded.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            notes.add("The record does not have the settings " + String.join(", ", missing) + "; " + experiment.name()
                    + "'s own are used.");
        }
        return new RecordedRecipe(
                Settings.override(experiment.settings(), recorded), record.seed(), engine(record), notes);
    }

    /** A network that ran only in part on the engine is recorded as not on it, though the engine was allowed. */
    private static Optional<EngineOptions> engine(RunRecord record) {
        boolean used = (record.network() != null && record.network().engine())
                || record.command() == null
                || !record.command().contains("--no-engine");
        return used
                ? Optional.of(
                        record.network() == null
                                ? EngineOptions.defaults()
                                : EngineOptions.with(record.network().precision()))
                : Optional.empty();
    }
}
