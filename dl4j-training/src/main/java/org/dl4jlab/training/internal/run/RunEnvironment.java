package org.dl4jlab.training.internal.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a run depends on besides its own choices.
 *
 * @param source the code; null where nobody asked for it
 * @param versions by component
 * @param machine where it runs
 */
public record RunEnvironment(RunRecord.Source source, Map<String, String> versions, RunRecord.Machine machine) {

    /**
     * Looks around: loads ND4J, whose backend is recorded, and asks git if it is given a folder. Changes nothing.
     *
     * @param sourceFolder of the code whose commit is wanted
     */
    public static RunEnvironment detect(Optional<Path> sourceFolder) {
        return new RunEnvironment(
                sourceFolder.flatMap(SourceCommit::inFolder).orElse(null),
                MachineInfo.versions(),
                MachineInfo.machine());
    }
}
