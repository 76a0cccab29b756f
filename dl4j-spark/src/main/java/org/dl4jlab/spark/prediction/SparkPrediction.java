package org.dl4jlab.spark.prediction;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.picture.PictureFormat;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.spark.jobs.SparkFailure;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.internal.classify.ClassificationCsv;
import org.dl4jlab.training.parallel.ParallelCluster.Answered;
import org.dl4jlab.training.parallel.ParallelEvaluation;
import org.dl4jlab.training.parallel.PictureAnswer;

/**
 * Asks the network of a finished run about the pictures of a folder or an object store, with one network in each executor. A
 * picture has the same probabilities as on one machine, bit for bit where the CPUs are alike.
 */
public final class SparkPrediction implements AutoCloseable {

    private static final String PARQUET = ".parquet";

    /** Enough to keep executors busy until the last of them ends, and few enough to be fetched one by one. */
    private static final int TASKS_PER_CORE = 4;

    private static final int MOST_PICTURES_PER_TASK = 2000;

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private final SparkConnection connection;
    private final JavaSparkContext context;
    private final Run run;
    private final SentNetwork network;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final CollectionAccumulator<UnseenPicture> unseen;

    private SparkPrediction(SparkConnection connection, Run run, Path model) throws IOException {
        this.connection = connection;
        this.context = connection.context();
        this.run = run;
        this.network = new SentNetwork(Checksums.sha256(model), context.broadcast(Files.readAllBytes(model)));
        this.hadoop = context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        this.unseen = context.sc().collectionAccumulator();
    }

    /**
     * Sends a run's network to the executors. Each keeps it until it is asked about another one.
     *
     * @throws IOException if the run saved none
     */
    public static SparkPrediction of(SparkConnection connection, Run run) throws IOException {
        Path model = run.path().resolve("model.zip");
        if (!Files.isRegularFile(model)) {
            throw new IOException(
                    model + " is missing: the run was stopped before it saved a network; resume it first");
        }
        return new SparkPrediction(connection, run, model);
    }

    /** The answers, in the order of the listing. They are computed when they are asked for, and again whenever they are. */
    private JavaRDD<AskedPicture> answers(PictureListing listing, boolean everyFile) {
        PictureReader reader = new PictureReader(network, everyFile, hadoop, unseen);
        int pictures = listing.pictures().size();
        int tasks = Math.max(TASKS_PER_CORE * connection.awaitCores(), pictures / MOST_PICTURES_PER_TASK);
        return context.parallelize(listing.pictures(), Math.max(1, Math.min(tasks, pictures)))
                .mapPartitions(reader::ask);
    }

    /**
     * Writes the answers.
     *
     * @param folder a path that this machine and every executor see, or an address such as {@code s3a://bucket/pictures};
     *     folders in it count
     * @param output a file {@code *.csv} on this machine, with a row for each picture, as one machine writes it; or a path or
     *     address {@code *.parquet} that every executor sees, a folder with the columns {@code path}, {@code predicted},
     *     {@code probability}, {@code probabilities} and {@code reason}
     * @param stop may end the work
     * @throws InvalidInputException if it ends in neither, is there already (Parquet), or the folder is not there
     * @throws CancellationException if it was stopped; nothing is left behind then
     * @throws ClusterException if a machine does not see the folder; nothing is left behind then
     * @throws IOException if it cannot be written
     */
    public Answered predict(String folder, String output, StopSignal stop) throws IOException {
        String ending = output.toLowerCase(Locale.ROOT);
        boolean table = ending.endsWith(PARQUET);
        if (!ending.endsWith(".csv") && !table) {
            throw new InvalidInputException("The output must end in .csv or .parquet, but is " + output + ".");
        }
        String parquet = table ? newFolder(output) : output;
        PictureListing listing = PictureListing.of(folder, context.hadoopConfiguration());
        JavaRDD<AskedPicture> answers = answers(listing, false).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            // All tasks at once; the rows of a file are then fetched task by task.
            long asked = ask(answers, stop);
            List<String> leftOut = new ArrayList<>(listing.passedOver());
            if (table) {
                connection
                        .session()
                        .createDataFrame(answers, AskedPicture.class)
                        .write()
                        .parquet(parquet);
                leftOut.addAll(answers.filter(picture -> picture.getReason() != null)
                        .map(AskedPicture::sentence)
                        .collect());
            } else {
                AtomicFile.write(Path.of(output), file -> writeCsv(answers.toLocalIterator(), file, leftOut));
            }
            long answered = asked - (leftOut.size() - listing.passedOver().size());
            if (asked == 0) {
                leftOut.add(folder + " holds no picture (" + PictureFormat.list() + ")");
            }
            return new Answered(answered, leftOut);
        } finally {
            answers.unpersist();
        }
    }

    /** Told before the work, not after it. */
    private String newFolder(String output) throws IOException {
        String address = PictureListing.isStored(output) || output.startsWith("file:")
                ? output
                : "file:" + Path.of(output).toAbsolutePath().normalize().toUri().getPath();
        Configuration configuration = context.hadoopConfiguration();
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(address);
        if (path.getFileSystem(configuration).exists(path)) {
            throw new InvalidInputException(output + " already exists; name another folder, or remove it.");
        }
        return address;
    }

    private void writeCsv(Iterator<AskedPicture> answers, Path file, List<String> leftOut) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.append(ClassificationCsv.header(run.classNames()));
            while (answers.hasNext()) {
                AskedPicture picture = answers.next();
                if (picture.getReason() == null) {
                    out.append(ClassificationCsv.row(
                            picture.getPath(),
                            picture.getPredicted(),
                            picture.getProbability(),
                            picture.getProbabilities()));
                } else {
                    leftOut.add(picture.sentence());
                }
            }
        }
    }

    /**
     * Evaluates the run's network on a folder of labelled pictures that this machine and every executor see, and writes what
     * comes out where {@link org.dl4jlab.training.Lab#evaluate} does.
     *
     * @throws InvalidInputException if a class is unknown to the network, or no picture can be used
     * @throws CancellationException if it was stopped; nothing is left behind then
     * @throws ClusterException if a machine does not see the folder; nothing is left behind then
     */
    public DataEvaluation evaluate(Path folder, LabOptions options) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Map<Path, PictureAnswer> known = new HashMap<>();
        JavaRDD<AskedPicture> answers = answers(PictureListing.of(root), true).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            ask(answers, options.stop());
            Iterator<AskedPicture> rows = answers.toLocalIterator();
            while (rows.hasNext()) {
                AskedPicture picture = rows.next();
                known.put(
                        Path.of(picture.getPath()),
                        picture.getReason() == null
                                ? PictureAnswer.of(picture.getProbabilities())
                                : PictureAnswer.none(picture.getReason()));
            }
        } finally {
            answers.unpersist();
        }
        return ParallelEvaluation.evaluate(
                options,
                run,
                root,
                file -> Optional.ofNullable(known.get(file.toAbsolutePath().normalize())));
    }

    /**
     * Has all answers computed.
     *
     * @return how many there are
     * @throws ClusterException if a machine does not see the folder
     */
    private long ask(JavaRDD<AskedPicture> answers, StopSignal stop) {
        unseen.reset();
        long asked = await(answers.countAsync(), stop);
        UnseenPicture.requireNone(unseen.value());
        return asked;
    }

    private static <T> T await(JavaFutureAction<T> action, StopSignal stop) {
        while (!stop.requested()) {
            try {
                return action.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Not yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (ExecutionException e) {
                if (!stop.requested()) {
                    throw new ClusterException(
                            "The pictures were not asked about: " + SparkFailure.reason(e.getCause()), e);
                }
            }
        }
        action.cancel(true);
        throw new CancellationException("stopped while pictures were asked about");
    }

    /** The executors need not keep the network's file any more. */
    @Override
    public void close() {
        network.bytes().destroy();
        hadoop.destroy();
        OpenNetworks.closeIdle();
    }
}
