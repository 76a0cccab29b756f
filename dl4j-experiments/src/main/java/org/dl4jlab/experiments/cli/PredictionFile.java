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
import org.dl4jlab.data.file.Csv;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RankedClass;

/** Predictions as CSV or as one JSON object a line, written one by one, so that any number of pictures fits. */
final class PredictionFile implements AutoCloseable {

    private final BufferedWriter out;
    private final boolean csv;
    private final JsonMapper json = new JsonMapper();

    private PredictionFile(BufferedWriter out, boolean csv) {
        this.out = out;
        this.csv = csv;
    }

    /**
     * Begins a file; its ending decides what it holds.
     *
     * @param classNames name of class 0, 1, …, which become columns
     * @throws InvalidInputException if it ends neither in {@code .csv} nor in {@code .jsonl}
     * @throws IOException if it cannot be written
     */
    static PredictionFile open(Path file, List<String> classNames) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean csv = name.endsWith(".csv");
        if (!csv && !name.endsWith(".jsonl")) {
            throw new InvalidInputException("--output must end in .csv or .jsonl (JSON lines), but got " + file + ".");
        }
        PredictionFile opened = new PredictionFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8), csv);
        if (csv) {
            StringBuilder header = new StringBuilder("file,predicted,probability");
            classNames.forEach(one -> header.append(',').append(Csv.cell(one)));
            opened.out.append(header).append('\n');
        }
        return opened;
    }

    void write(Path file, Classification answer) throws IOException {
        if (csv) {
            RankedClass best = answer.best();
            StringBuilder row = new StringBuilder(Csv.cell(file.toString()))
                    .append(',')
                    .append(Csv.cell(best.name()))
                    .append(',')
                    .append(best.probability());
            float[] all = new float[answer.classes().size()];
            answer.classes().forEach(ranked -> all[ranked.index()] = ranked.probability());
            for (float probability : all) {
                row.append(',').append(probability);
            }
            out.append(row).append('\n');
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

    @Override
    public void close() throws IOException {
        out.close();
    }
}
