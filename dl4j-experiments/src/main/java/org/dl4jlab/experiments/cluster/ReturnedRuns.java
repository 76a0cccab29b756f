package org.dl4jlab.experiments.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.JsonFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has come back of the runs of a command. A hidden file beside the runs says, until all are there, which equal ones were
 * there before: the same command, given again after its process was killed or stopped, takes the others and has only the rest
 * trained.
 */
final class ReturnedRuns {

    private static final Logger log = LoggerFactory.getLogger(ReturnedRuns.class);

    /** @param earlier names of runs that an earlier command left */
    private record Memory(List<String> earlier) {}

    private final Path file;

    /** Of the command that this one goes on with, or of this one: finished, by their settings. */
    private final Map<TrainingSettings, List<Run>> found = new HashMap<>();

    private final Set<String> earlier = new HashSet<>();

    private ReturnedRuns(Path file) {
        this.file = file;
    }

    /**
     * @param lab whose folder the runs come to, with the options that count for whether runs are equal
     * @param runs its folder
     * @param recipe what the runs of the command have in common
     * @param planned the runs of the command
     */
    static ReturnedRuns of(Lab lab, Path runs, String recipe, List<SpreadRun> planned) throws IOException {
        ReturnedRuns returned = new ReturnedRuns(runs.resolve(".unfinished-" + digest(recipe) + ".json"));
        for (SpreadRun run : planned) {
            if (!returned.found.containsKey(run.settings())) {
                returned.found.put(
                        run.settings(),
                        lab.runs(run.experiment(), run.settings()).stream()
                                .filter(known -> known.status() == RunStatus.DONE)
                                .toList());
            }
        }
        returned.remember();
        return returned;
    }

    private void remember() throws IOException {
        if (Files.isRegularFile(file)) {
            try {
                List<String> known = JsonFile.read(file, Memory.class).earlier();
                earlier.addAll(known == null ? List.of() : known);
                return;
            } catch (IOException e) {
                log.warn("What came back earlier is trained again: {}", e.getMessage());
            }
        }
        found.values().forEach(runs -> runs.forEach(run -> earlier.add(name(run))));
        Files.createDirectories(file.getParent());
        try {
            JsonFile.write(file, new Memory(List.copyOf(earlier)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String name(Run run) {
        return run.path().getFileName().toString();
    }

    private static String digest(String recipe) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A finished run that came back before this process began. */
    Optional<Run> find(SpreadRun planned) {
        return found.get(planned.settings()).stream()
                .filter(run -> run.seed().equals(planned.seed()) && !earlier.contains(name(run)))
                .reduce((first, second) -> second);
    }

    /** Everything is there: the same command would begin anew. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
