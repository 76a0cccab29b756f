package org.dl4jlab.training.internal.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * What a run's record says about how to run it again.
 *
 * @param settings as recorded
 * @param seed as recorded
 * @param engine how the compiled engine runs the network; empty for DL4J's own layers
 * @param notes a sentence for each thing that the record does not say
 */
public record RecordedRecipe(TrainingSettings settings, Seed seed, Optional<EngineOptions> engine, List<String> notes) {

    public RecordedRecipe {
        notes = List.copyOf(notes);
    }

    /**
     * Reads the recipe of a run that is done.
     *
     * @param experiment that the record names
     * @throws InvalidInputException if the run is not done, was trained on several machines, or has settings that this
     *     version does not know
     */
    public static RecordedRecipe of(RecordedRun run, Experiment experiment) {
        run.requireResult();
        RunRecord record = run.record();
        record.parallel().ifPresent(parallel -> {
            throw new InvalidInputException(run.path() + " was trained on " + parallel.machines()
                    + " machines together and cannot be repeated on one; train it there again and compare the two.");
        });
        List<String> notes = new ArrayList<>();
        List<String> missing = Settings.toMap(experiment.settings()).keySet().stream()
                .filter(name -> record.settings() == null || !record.settings().containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            notes.add("The record does not have the settings " + String.join(", ", missing) + "; " + experiment.name()
                    + "'s own are used.");
        }
        if (record.resumed() != null) {
            record.resumed().stream()
                    .filter(resumed -> !resumed.changes().isEmpty())
                    .forEach(resumed -> notes.add("From step " + resumed.step() + " on the run had another "
                            + String.join(", ", resumed.changes().keySet())
                            + " than before; its repetition has the later values from the start."));
        }
        return new RecordedRecipe(
                record.trainingSettings(experiment.settings()), run.seed(), record.engineOptions(), notes);
    }
}
