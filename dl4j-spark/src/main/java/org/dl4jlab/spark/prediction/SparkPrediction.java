package org.dl4jlab.spark.prediction;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.Csv;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.parallel.ParallelCluster.Answered;
import org.dl4jlab.training.parallel.ParallelEvaluation;
import org.dl4jlab.training.parallel.PictureAnswer;

/**
 * Asks the network of a finished run about the pictures of a folder or an object store, with one network in each executor. A
 * picture has the same probabilities as on one machine, bit for bit where the CPUs are alike.
 */
public final class SparkPrediction {

    private static final String PARQUET = ".parquet";

    private final SparkConnection connection;
    private final Run run;
    private final SentNetwork network;

    private SparkPrediction(SparkConnection connection, Run run, SentNetwork network) {
        this.connection = connection;
        this.run = run;
        this.network = network;
    }

    /**
     * Sends a run's network to the executors.
     *
     * @throws IOException if the run saved none
     */
    public static SparkPrediction of(SparkConnection connection, Run run) throws IOException {
        Path model = run.path().resolve("model.zip");
        if (!Files.isRegularFile(model)) {
            throw new IOException(
                    model + " is missing: the run was stopped before it saved a network; resume it first");
        }
        return new SparkPrediction(
                connection,
                run,
                new SentNetwork(Checksums.sha256(model), connection.context().broadcast(Files.readAllBytes(model))));
    }

    /**
     * The answers, in no particular order. They are computed when they are asked for, and again whenever they are.
     *
     * @param folder a path that every executor sees, or an address such as {@code s3a://bucket/pictures}; folders in it count
     * @throws InvalidInputException if it is not there
     */
    public Dataset<AskedPicture> answers(String folder) {
        return answers(folder, false);
    }

    private Dataset<AskedPicture> answers(String folder, boolean everyFile) {
        PictureReader reader = new PictureReader(
                network,
                everyFile,
                connection
                        .context()
                        .broadcast(new SerializableConfiguration(
                                connection.context().hadoopConfiguration())));
        return paths(folder).mapPartitions(reader::ask, Encoders.bean(AskedPicture.class));
    }

    /** Spark lists the files and deals them out by their sizes; one that cannot be opened must not end the whole work. */
    private Dataset<String> paths(String folder) {
        try {
            return connection
                    .session()
                    .read()
                    .format("binaryFile")
                    .option("recursiveFileLookup", "true")
                    .load(address(folder))
                    .select("path")
                    .as(Encoders.STRING());
        } catch (Exception e) {
            if (e instanceof org.apache.spark.sql.AnalysisException) {
                throw new InvalidInputException("Spark finds no pictures at " + folder + ": "
                        + e.getMessage().lines().findFirst().orElse(""));
            }
            throw e;
        }
    }

    /** Spark reads wildcards and a cluster's own file system into a plain path. */
    private static String address(String folder) {
        if (folder.startsWith("file:/")) {
            return escaped(Path.of(URI.create(folder)));
        }
        return folder.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") ? folder : escaped(Path.of(folder));
    }

    private static String escaped(Path folder) {
        String path = folder.toAbsolutePath().normalize().toUri().getPath();
        return "file:" + path.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }

    /**
     * Writes the answers.
     *
     * @param folder as for {@link #answers}
     * @param output a file {@code *.csv} on this machine, with a row for each picture, sorted by path, as one machine writes it;
     *     or a path or address {@code *.parquet} that every executor sees, a folder with the columns {@code path}, {@code
     *     predicted}, {@code probability}, {@code probabilities} and {@code reason}
     * @throws InvalidInputException if it ends in neither, is there already (Parquet), or the pictures are not there
     * @throws IOException if it cannot be written
     */
    public Answered predict(String folder, String output) throws IOException {
        String ending = output.toLowerCase(Locale.ROOT);
        if (!ending.endsWith(".csv") && !ending.endsWith(PARQUET)) {
            throw new InvalidInputException("The output must end in .csv or .parquet, but is " + output + ".");
        }
        Dataset<AskedPicture> answers = answers(folder).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            if (ending.endsWith(PARQUET)) {
                answers.write().mode(SaveMode.ErrorIfExists).parquet(output);
            } else {
                AtomicFile.write(Path.of(output), file -> writeCsv(answers, file));
            }
            long pictures = answers.filter(answers.col("reason").isNull()).count();
            List<String> leftOut =
                    answers.filter(answers.col("reason").isNotNull()).orderBy("path").collectAsList().stream()
                            .map(picture -> picture.getPath() + " " + picture.getReason())
                            .toList();
            if (pictures == 0 && leftOut.isEmpty()) {
                throw new InvalidInputException(folder + " holds no picture.");
            }
            return new Answered(pictures, leftOut);
        } finally {
            answers.unpersist();
        }
    }

    private void writeCsv(Dataset<AskedPicture> answers, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.append("file,predicted,probability");
            for (String name : run.classNames()) {
                out.append(',').append(Csv.cell(name));
            }
            out.append('\n');
            Iterator<AskedPicture> rows = answers.filter(answers.col("reason").isNull())
                    .orderBy("path")
                    .toLocalIterator();
            while (rows.hasNext()) {
                AskedPicture picture = rows.next();
                out.append(Csv.cell(picture.getPath()))
                        .append(',')
                        .append(Csv.cell(picture.getPredicted()))
                        .append(',')
                        .append(String.valueOf(picture.getProbability()));
                for (float probability : picture.getProbabilities()) {
                    out.append(',').append(String.valueOf(probability));
                }
                out.append('\n');
            }
        }
    }

    /**
     * Evaluates the run's network on a folder of labelled pictures that this machine and every executor see, and writes what
     * comes out where {@link org.dl4jlab.training.Lab#evaluate} does.
     *
     * @throws InvalidInputException if a class is unknown to the network, or no picture can be used
     */
    public DataEvaluation evaluate(Path folder, LabOptions options) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException(folder + " is no folder of pictures.");
        }
        Map<Path, PictureAnswer> known = new HashMap<>();
        Iterator<AskedPicture> rows = answers(root.toString(), true).toLocalIterator();
        while (rows.hasNext()) {
            AskedPicture picture = rows.next();
            known.put(
                    Path.of(picture.getPath()),
                    picture.getReason() == null
                            ? PictureAnswer.of(picture.getProbabilities())
                            : PictureAnswer.none(picture.getReason()));
        }
        return ParallelEvaluation.evaluate(
                options,
                run,
                root,
                file -> Optional.ofNullable(known.get(file.toAbsolutePath().normalize())));
    }
}
