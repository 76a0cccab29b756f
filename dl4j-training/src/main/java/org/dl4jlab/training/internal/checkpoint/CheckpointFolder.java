package org.dl4jlab.training.internal.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RegularFile;
import org.slf4j.Logger;

/**
 * The checkpoints of one run. The newest two are kept, so that one is left whatever happens to the other; a process that
 * is killed in the middle of writing leaves both as they were.
 *
 * @param path the folder; made when the first checkpoint is written
 */
public record CheckpointFolder(Path path) {

    private static final Logger log = RunLog.logger(CheckpointFolder.class);
    private static final String ENDING = ".ckpt";
    private static final int KEPT = 2;

    /**
     * Adds a checkpoint.
     *
     * @return the file
     * @throws UncheckedIOException if it cannot be written; earlier ones are as they were
     */
    public Path save(Checkpoint checkpoint) {
        Path file = path.resolve(String.format(Locale.ROOT, "step-%09d", checkpoint.step()) + ENDING);
        try {
            Files.createDirectories(path);
            AtomicFile.write(file, temporary -> CheckpointFile.write(temporary, checkpoint));
            List<Path> files = newestFirst();
            // Training came here from an earlier step: what lies ahead could not be read, or is of another attempt.
            int own = files.indexOf(file);
            for (int i = 0; i < files.size(); i++) {
                if (i < own || i >= own + KEPT) {
                    Files.deleteIfExists(files.get(i));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint to " + path + ": " + FileFailure.reason(e), e);
        }
        return file;
    }

    /** Writes down what network the checkpoints are of, so that they can be asked without the program that trained it. */
    public void write(Model network) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint to " + path + ": " + FileFailure.reason(e), e);
        }
        AtomicFile.writeString(networkFile(), ModelFile.configuration(network));
    }

    boolean hasNetwork() {
        return RegularFile.is(networkFile());
    }

    /**
     * The network that the checkpoints are of, with first weights.
     *
     * @param parameters that it must have
     * @throws IOException if it cannot be read or has another number of parameters; the message names the file
     */
    Model network(long parameters) throws IOException {
        return ModelFile.initialize(networkFile(), parameters);
    }

    private Path networkFile() {
        return path.resolve("network.json");
    }

    /**
     * The newest checkpoint that is whole; one that is damaged is passed over with a warning.
     *
     * @return empty if there is none
     */
    public Optional<Checkpoint> newest() throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        for (Path file : newestFirst()) {
            try {
                return Optional.of(CheckpointFile.read(file));
            } catch (IOException e) {
                log.warn("{}; trying the one before.", e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The file of the newest checkpoint, whole or not. */
    Optional<Path> newestFile() {
        try {
            return Files.isDirectory(path) ? newestFirst().stream().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes all checkpoints, and what killed processes left: the run is done and will not be resumed. Files that are not of
     * a run stay, and the folder with them.
     */
    public void clear() throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean empty = true;
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (isCheckpoint(file) || file.equals(networkFile()) || name.startsWith(AtomicFile.TEMPORARY_PREFIX)) {
                    Files.deleteIfExists(file);
                } else {
                    empty = false;
                }
            }
        }
        if (empty) {
            Files.deleteIfExists(path);
        }
    }

    private static boolean isCheckpoint(Path file) {
        return file.getFileName().toString().matches("step-\\d{9,}\\" + ENDING);
    }

    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(CheckpointFolder::isCheckpoint)
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }
}
