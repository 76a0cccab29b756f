package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class RunOptions {

    @Option(
            names = "--runs-dir",
            paramLabel = "<folder>",
            defaultValue = "runs",
            description = "Folder in which each run makes its own folder. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    Path folder() {
        return folder;
    }

    /**
     * Finds an earlier run.
     *
     * @param run a run folder, or its name inside of {@link #folder()}
     * @throws InvalidInputException if there is none; the message guesses what was meant
     * @throws IOException if the folder holds no run, or its record cannot be read
     */
    Run find(Path run) throws IOException {
        return Lab.in(folder).open(existing(run));
    }

    /**
     * Finds the runs directly inside of a folder.
     *
     * @param parent a folder, or its name inside of {@link #folder()}
     * @return their folders by name; empty if the folder is itself a run folder
     * @throws InvalidInputException if there is no such folder, or it is neither a run folder nor holds one
     */
    List<Path> inside(Path parent) throws IOException {
        Path existing = existing(parent);
        if (isRun(existing)) {
            return List.of();
        }
        List<Path> found = runsIn(existing);
        if (found.isEmpty()) {
            throw new InvalidInputException(
                    existing + " is not a run folder (it has no run.json), nor does it hold one.");
        }
        return found;
    }

    private Path existing(Path run) throws IOException {
        if (Files.isDirectory(run)) {
            return run;
        }
        Path inside = folder.resolve(run);
        if (Files.isDirectory(inside)) {
            return inside;
        }
        throw new InvalidInputException(NearestName.explain("run", run.toString(), names()) + " Runs are looked for in "
                + folder.toAbsolutePath() + "; choose another place with --runs-dir.");
    }

    private List<String> names() throws IOException {
        return Files.isDirectory(folder)
                ? runsIn(folder).stream()
                        .map(run -> run.getFileName().toString())
                        .toList()
                : List.of();
    }

    private static List<Path> runsIn(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(RunOptions::isRun).sorted().toList();
        }
    }

    private static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve("run.json"));
    }
}
