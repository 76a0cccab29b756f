package org.dl4jlab.experiments.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.internal.classify.ClassificationCsv;

/** Predictions as CSV or as one JSON object per line, written one by one, so that any number of pictures fits. */
final class PredictionFile {

    private static final String CSV = ".csv";
    private static final String JSON_LINES = ".jsonl";

    private final BufferedWriter out;
    private final boolean csv;
    private final JsonMapper json = new JsonMapper();

    private PredictionFile(BufferedWriter out, boolean csv) {
        this.out = out;
        this.csv = csv;
    }

    /** Writes predictions into the file that it is given. */
    @FunctionalInterface
    interface Content {
        void writeTo(PredictionFile file) throws IOException;
    }

    /**
     * Refuses a file that could not be written, before any picture is asked about.
     *
     * @throws InvalidInputException if it ends neither in {@code .csv} nor in {@code .jsonl}, or its folder is missing
     */
    static void check(Path file) {
        if (!hasEnding(file, CSV) && !hasEnding(file, JSON_LINES)) {
            throw new InvalidInputException("--output must end in .csv or .jsonl (JSON lines), but got " + file + ".");
        }
        OutputFolder.check(file);
    }

    /**
     * Writes a whole file, or none: it gets its name when all predictions are in it. Its ending decides what it holds.
     *
     * @param classNames name of class 0, 1, …, which become columns
     * @throws java.io.UncheckedIOException if it cannot be written; whatever had its name is then as it was
     */
    static void write(Path file, List<String> classNames, Content content) {
        boolean csv = hasEnding(file, CSV);
        AtomicFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
                if (csv) {
                    out.append(ClassificationCsv.header(classNames));
                }
                content.writeTo(new PredictionFile(out, csv));
            }
        });
    }

    private static boolean hasEnding(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    void write(Path file, Classification answer) throws IOException {
        if (csv) {
            RankedClass best = answer.best();
            out.append(ClassificationCsv.row(file.toString(), best.name(), best.probability(), answer.probabilities()));
        } else {
            out.append(json.writeValueAsString(json(file, answer.changes(), answer.classes())))
                    .append('\n');
        }
    }

    /** What a program reads about one picture. */
    static ObjectNode json(Path file, List<String> changes, List<RankedClass> classes) {
        ObjectNode picture = new JsonMapper().createObjectNode().put("file", file.toString());
        ArrayNode done = picture.putArray("changes");
        changes.forEach(done::add);
        ArrayNode ranked = picture.putArray("classes");
        for (RankedClass one : classes) {
            ranked.addObject().put("index", one.index()).put("name", one.name()).put("probability", one.probability());
        }
        return picture;
    }
}
