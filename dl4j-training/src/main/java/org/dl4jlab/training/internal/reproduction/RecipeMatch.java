package org.dl4jlab.training.internal.reproduction;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.ExperimentFile;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.settings.Settings;

/** Tells whether a recorded run is one that an experiment would make again. */
public final class RecipeMatch {

    private final Experiment experiment;
    private final Map<String, String> settings;
    private final Optional<EngineOptions> engine;
    private final ExperimentFile parts;

    /** @param engine how the experiment would be computed; empty for DL4J's own layers */
    public RecipeMatch(Experiment experiment, TrainingSettings settings, Optional<EngineOptions> engine) {
        this.experiment = experiment;
        this.settings = text(Settings.toMap(settings));
        this.engine = engine;
        this.parts = RecordedExperiment.describe(experiment);
    }

    /**
     * Whether name, data, network, every setting and the way of computing are equal, and no setting was changed on the way.
     *
     * @throws IOException if the run's folder cannot be read
     */
    public boolean matches(RecordedRun run) throws IOException {
        RunRecord record = run.record();
        return experiment.name().equals(record.experiment())
                && record.settings() != null
                && text(record.settings()).equals(settings)
                && (record.resumed() == null
                        || record.resumed().stream().allMatch(r -> r.changes().isEmpty()))
                && record.engine() != null
                && record.engineOptions().equals(engine)
                && record.parallel().isEmpty()
                && sameData(record)
                && (record.network() == null
                        || record.network().name().equals(experiment.network().name()))
                && ExperimentFile.isIn(run.folder())
                && ExperimentFile.read(run.folder()).equals(parts);
    }

    /** Images that a program gave have no description in the run's folder; what the record says of them must do. */
    private boolean sameData(RunRecord record) {
        return record.data() == null
                || experiment
                        .data()
                        .description()
                        .map(known -> known.id().equals(record.data().id()))
                        .orElse(true);
    }

    private static Map<String, String> text(Map<String, Object> settings) {
        Map<String, String> text = new TreeMap<>();
        settings.forEach((name, value) -> text.put(name, String.valueOf(value)));
        return text;
    }
}
