package org.dl4jlab.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.engine.EngineOptions;

/**
 * How a {@link Lab} works. Immutable; start with {@link #defaults()} and change what differs.
 *
 * @param engine how the compiled engine runs networks; empty for DL4J's own layers
 * @param dataStore keeps data sets
 * @param listeners hear how runs go, in this order
 * @param stop ends runs in good order
 * @param stepLines whether single training steps are logged for the user to see, or only at level DEBUG
 * @param command the command that started the runs, for their records; empty for a program's
 * @param sourceFolder folder whose git commit is recorded with each run; empty for none. Asking git starts a process.
 * @param experiments known by name, besides those that are found on the class path
 */
public record LabOptions(
        Optional<EngineOptions> engine,
        DataStore dataStore,
        List<RunListener> listeners,
        StopSignal stop,
        boolean stepLines,
        Optional<String> command,
        Optional<Path> sourceFolder,
        List<Experiment> experiments) {

    public LabOptions {
        listeners = List.copyOf(listeners);
        experiments = List.copyOf(experiments);
    }

    /** On the engine, with the user's data store, no listeners and no stop signal. */
    public static LabOptions defaults() {
        return new LabOptions(
                Optional.of(EngineOptions.defaults()),
                DataStore.standard(),
                List.of(),
                StopSignal.NEVER,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** On the compiled engine, for example with another precision. */
    public LabOptions withEngine(EngineOptions value) {
        return withEngine(Optional.of(value));
    }

    /** On DL4J's own layers. */
    public LabOptions withoutEngine() {
        return withEngine(Optional.empty());
    }

    /** On the compiled engine, or on DL4J's own layers if empty. */
    public LabOptions withEngine(Optional<EngineOptions> value) {
        return new LabOptions(value, dataStore, listeners, stop, stepLines, command, sourceFolder, experiments);
    }

    public LabOptions withDataStore(DataStore value) {
        return new LabOptions(engine, value, listeners, stop, stepLines, command, sourceFolder, experiments);
    }

    /** Uses only data that are on this machine; nothing is fetched. */
    public LabOptions offline() {
        return withDataStore(dataStore.offline());
    }

    /** With one more listener. */
    public LabOptions withListener(RunListener added) {
        List<RunListener> all = new ArrayList<>(listeners);
        all.add(added);
        return new LabOptions(engine, dataStore, all, stop, stepLines, command, sourceFolder, experiments);
    }

    public LabOptions withStop(StopSignal value) {
        return new LabOptions(engine, dataStore, listeners, value, stepLines, command, sourceFolder, experiments);
    }

    public LabOptions withStepLines(boolean value) {
        return new LabOptions(engine, dataStore, listeners, stop, value, command, sourceFolder, experiments);
    }

    public LabOptions withCommand(String value) {
        return new LabOptions(
                engine, dataStore, listeners, stop, stepLines, Optional.of(value), sourceFolder, experiments);
    }

    /** With the git commit of this folder in the record of each run; asking git starts a process. */
    public LabOptions withSource(Path folder) {
        return withSource(Optional.of(folder));
    }

    /** With the git commit of this folder in the record of each run, or without one. */
    public LabOptions withSource(Optional<Path> folder) {
        return new LabOptions(engine, dataStore, listeners, stop, stepLines, command, folder, experiments);
    }

    public LabOptions withExperiments(List<Experiment> value) {
        return new LabOptions(engine, dataStore, listeners, stop, stepLines, command, sourceFolder, value);
    }
}
