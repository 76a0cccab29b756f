package org.dl4jlab.experiments.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.JsonFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a command that have come back from a cluster, remembered in a hidden file beside them until all have: the same
 * command, given again after its process was killed or stopped, takes them and has only the others trained.
 */
final class ReturnedRuns {

    private static final Logger log = LoggerFactory.getLogger(ReturnedRuns.class);

    /** @param folders of runs by their titles */
    private record Memory(Map<String, String> folders) {}

    private final Path runs;
    private final Path file;
    private final Map<String, String> folders = new LinkedHashMap<>();

    private ReturnedRuns(Path runs, Path file) {
        this.runs = runs;
        this.file = file;
    }

    /**
     * @param runs folder that runs come to
     * @param recipe what the runs of the command have in common
     */
    static ReturnedRuns of(Path runs, String recipe) {
        ReturnedRuns returned = new ReturnedRuns(runs, runs.resolve(".returned-" + digest(recipe) + ".json"));
        if (Files.isRegularFile(returned.file)) {
            try {
                Map<String, String> known =
                        JsonFile.read(returned.file, Memory.class).folders();
                returned.folders.putAll(known == null ? Map.of() : known);
            } catch (IOException e) {
                log.warn("What came back earlier is trained again: {}", e.getMessage());
            }
        }
        return returned;
    }

    private static String digest(String recipe) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A finished run that came back earlier and is still there. */
    synchronized Optional<Run> find(SpreadRun planned) {
        String folder = folders.get(planned.title());
        if (folder == null || !Path.of(folder).equals(Path.of(folder).getFileName())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Lab.in(runs).open(runs.resolve(folder)))
                    .filter(run -> run.status() == RunStatus.DONE && run.seed().equals(planned.seed()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    synchronized void add(SpreadRun planned, Run run) {
        if (run.status() == RunStatus.DONE) {
            folders.put(planned.title(), run.path().getFileName().toString());
            try {
                JsonFile.write(file, new Memory(folders));
            } catch (UncheckedIOException e) {
                // The run itself is safe.
                log.warn("{}; should this process be killed, the same command trains it again.", e.getMessage());
            }
        }
    }

    /** Everything is there: the same command would begin anew. */
    synchronized void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
