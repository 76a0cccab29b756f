package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.experiments.run.RunFolder;
import org.dl4jlab.experiments.settings.InvalidInputException;
import org.dl4jlab.experiments.settings.NearestName;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class RunOptions {

    @Option(
            names = "--runs-dir",
            paramLabel = "<folder>",
            defaultValue = "runs",
            description = "Folder in which each run makes its own. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    Path folder() {
        return folder;
    }

    /**
     * Finds an earlier run.
     *
     * @param run a run folder, or its name inside of {@link #folder()}
     * @throws InvalidInputException if there is none; the message guesses what was meant
     * @throws IOException if the folder holds no run
     */
    RunFolder find(Path run) throws IOException {
        if (Files.isDirectory(run)) {
            return RunFolder.open(run);
        }
        Path inside = folder.resolve(run);
        if (Files.isDirectory(inside)) {
            return RunFolder.open(inside);
        }
        throw new InvalidInputException(NearestName.explain("run", run.toString(), names()) + " Runs are looked for in "
                + folder.toAbsolutePath() + "; choose another place with --runs-dir.");
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isRegularFile(new RunFolder(entry).recordFile()))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
