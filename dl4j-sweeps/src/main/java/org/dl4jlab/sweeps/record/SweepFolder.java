package org.dl4jlab.sweeps.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.training.internal.run.DatedFolder;
import org.dl4jlab.training.internal.run.JsonFile;
import org.dl4jlab.training.internal.run.RecordValidation;
import org.dl4jlab.training.internal.run.RegularFile;

/**
 * A sweep's folder {@code <sweeps>/<space>-<date>-<time>-s<seed>/}: {@code sweep.json}, {@code candidates/NNNN.json},
 * {@code winner/<run folder>}, {@code sweep.log} and {@code report.html}.
 *
 * @param path of the folder, which exists
 */
public record SweepFolder(Path path) {

    /**
     * Makes a new folder. Two sweeps of one space and seed in the same second get different names.
     *
     * @throws IOException if the folder cannot be made; the message says where and why
     */
    public static SweepFolder create(Path sweeps, String space, LocalDateTime started, long seed) throws IOException {
        Path path = DatedFolder.create(sweeps, DatedFolder.name(space, started, seed));
        DatedFolder.create(path, "candidates");
        return new SweepFolder(path);
    }

    /**
     * Opens the folder of an earlier sweep.
     *
     * @throws IOException if it is not a sweep folder
     */
    public static SweepFolder open(Path path) throws IOException {
        SweepFolder folder = new SweepFolder(path);
        if (!RegularFile.is(folder.recordFile())) {
            throw new IOException(path + " is not a sweep folder: it has no sweep.json");
        }
        return folder;
    }

    public String name() {
        return path.getFileName().toString();
    }

    /** {@code sweep.json}. */
    public Path recordFile() {
        return path.resolve("sweep.json");
    }

    /** {@code sweep.log}. */
    public Path logFile() {
        return path.resolve("sweep.log");
    }

    /** {@code report.html}. */
    public Path reportFile() {
        return path.resolve("report.html");
    }

    /** {@code winner/}; holds a run folder for each seed. */
    public Path winnerRuns() {
        return path.resolve("winner");
    }

    /** {@code candidates/}; holds a file for each finished candidate. */
    public Path candidates() {
        return path.resolve("candidates");
    }

    /** {@code candidates/NNNN.json}. */
    public Path candidateFile(int index) {
        return candidates().resolve(String.format(Locale.ROOT, "%04d.json", index));
    }

    public void write(SweepRecord record) {
        JsonFile.write(recordFile(), record);
    }

    public void write(CandidateRecord record) {
        JsonFile.write(candidateFile(record.index()), record);
    }

    /** @throws IOException if the file cannot be read or is damaged; the message names it */
    public SweepRecord readRecord() throws IOException {
        SweepRecord record = RecordValidation.check(
                recordFile(),
                JsonFile.read(recordFile(), SweepRecord.class),
                "space",
                "status",
                "plan",
                "plan.search",
                "plan.settings",
                "dimensions",
                "dimensions.name",
                "dimensions.scale",
                "winner.tests",
                "started");
        for (Dimension dimension : record.dimensions()) {
            if (!dimension.isWhole()) {
                throw new IOException(recordFile() + ": the hyperparameter " + dimension.name() + " has no range");
            }
        }
        return record;
    }

    /**
     * Every finished candidate, in order. What a killed sweep left half-written under a temporary name is not looked at.
     *
     * @throws IOException if a file cannot be read or is damaged; the message names it
     */
    public List<CandidateRecord> readCandidates() throws IOException {
        List<CandidateRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(candidates())) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("\\d+\\.json"))
                    .sorted()
                    .toList()) {
                records.add(readCandidate(file));
            }
        }
        records.sort(Comparator.comparingInt(CandidateRecord::index));
        return records;
    }

    /**
     * One finished candidate.
     *
     * @throws IOException if the file cannot be read or is damaged; the message names it
     */
    public static CandidateRecord readCandidate(Path file) throws IOException {
        CandidateRecord record = RecordValidation.check(
                file,
                JsonFile.read(file, CandidateRecord.class),
                "status",
                "hyperparameters",
                "curve",
                "started",
                "finished");
        if (record.status().isScored()
                && (record.score() == null || record.curve().isEmpty())) {
            throw new IOException(file + " has no score though its candidate was trained");
        }
        return record;
    }

    /** Removes what a killed process left under temporary names. */
    public void removeTemporaryFiles() throws IOException {
        for (Path folder : List.of(path, candidates())) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.getFileName().toString().startsWith(AtomicFile.TEMPORARY_PREFIX))
                        .toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
