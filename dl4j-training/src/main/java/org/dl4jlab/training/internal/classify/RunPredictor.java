package org.dl4jlab.training.internal.classify;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.data.picture.ImageResampling;
import org.dl4jlab.data.picture.Picture;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.data.picture.PreparedPicture;
import org.dl4jlab.data.picture.UnreadablePictureException;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Predictor;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.internal.checkpoint.KeptNetwork;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network of an earlier run, ready to be asked about pictures. It runs on the engine and may be used by several
 * threads, one at a time. Closing it frees the network's memory.
 */
public final class RunPredictor implements AutoCloseable {

    private final RunRecord record;
    private final InputEncoding form;
    private final PicturePreprocessing preprocessing;
    private final Evaluator.Classifier classifier;
    private final Runnable close;

    private RunPredictor(
            RunRecord record,
            InputEncoding form,
            PicturePreprocessing preprocessing,
            Evaluator.Classifier network,
            Runnable close) {
        this.record = record;
        this.form = form;
        this.preprocessing = preprocessing;
        this.close = close;
        this.classifier = ViewAveraging.record(record, network);
    }

    /**
     * Opens a trained network.
     *
     * @param path a run folder, or a {@code model.zip} wherever it is
     * @throws IOException if it is neither, the run saved no network, or nothing says how a picture becomes its input; the
     *     message is one sentence for the user
     */
    public static RunPredictor open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            RunFolder folder = RunFolder.open(path);
            RunRecord record = folder.readRecord();
            InputEncoding form = InputEncoding.of(path, record);
            return of(path, record, form, KeptNetwork.read(folder));
        }
        if (Files.isRegularFile(path)) {
            RunRecord record = ModelFile.record(path)
                    .orElseThrow(
                            () -> new IOException(path + " does not say how a picture becomes its input: it has no "
                                    + ModelFile.RECORD + "; open the folder of its run instead"));
            InputEncoding form = InputEncoding.of(path, record);
            return of(path, record, form, ModelFile.read(path, false));
        }
        throw new IOException(path + " does not exist");
    }

    /** Takes the network over: the predictor has its own copy of the weights. */
    private static RunPredictor of(Path origin, RunRecord record, InputEncoding form, Model model) throws IOException {
        RunPredictor opened;
        try {
            requireNumbers(origin, model);
            Predictor predictor = Engine.predictor(model);
            opened = of(record, form, predictor::output, predictor::close);
        } finally {
            model.close();
        }
        try {
            opened.requireFit(origin);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** A rectifier turns what is no number into 0, so that the answers would look like any others. */
    private static void requireNumbers(Path origin, Model model) throws IOException {
        INDArray weights = model.params();
        if (weights != null && !Double.isFinite(weights.sumNumber().doubleValue())) {
            throw new IOException(origin
                    + " has a network with weights that are no numbers: it is damaged, or its training diverged");
        }
    }

    /** A record and a network that do not fit each other are found out here and not at the first picture. */
    private void requireFit(Path origin) throws IOException {
        int classes = record.data().classes().size();
        float[] answer;
        try {
            answer = probabilities(new byte[form.shape().size()]);
        } catch (RuntimeException e) {
            throw new IOException(
                    origin + " has a network that cannot be asked about images of " + form.shape() + ": "
                            + e.getMessage(),
                    e);
        }
        if (answer.length != classes) {
            throw new IOException(origin + " has a network of " + answer.length + " classes, but names " + classes);
        }
        for (float probability : answer) {
            if (!Float.isFinite(probability)) {
                throw new IOException(origin + " has a network whose answer is no number (" + probability
                        + "): it is damaged, or its training diverged");
            }
        }
    }

    /** Asks a network that is in memory and stays there. */
    public static RunPredictor sharing(RunRecord record, Model model) throws IOException {
        return of(
                record,
                InputEncoding.of(Path.of("the network"), record),
                TrainableNetwork.of(model)::probabilities,
                () -> {});
    }

    private static RunPredictor of(RunRecord record, InputEncoding form, Evaluator.Classifier network, Runnable close) {
        return new RunPredictor(record, form, record.data().input().preprocessing(), network, close);
    }

    /** What the run recorded. */
    public RunRecord record() {
        return record;
    }

    /**
     * Ranks the classes for one picture file.
     *
     * @throws UnreadablePictureException if it cannot be used; the message is the rest of a sentence about it
     */
    public Classification predict(Path picture) throws UnreadablePictureException {
        return predict(prepared(() -> preprocessing.prepare(picture)));
    }

    /**
     * The probabilities of the classes for one picture file.
     *
     * @return one a class
     * @throws UnreadablePictureException if it cannot be used; the message is the rest of a sentence about it
     */
    public float[] probabilities(Path picture) throws UnreadablePictureException {
        return probabilities(prepared(() -> preprocessing.prepare(picture)).pixels(), preprocessing.shape());
    }

    private interface Preparing {
        PreparedPicture prepare() throws UnreadablePictureException;
    }

    /** A picture that takes more than there is costs itself alone. */
    private static PreparedPicture prepared(Preparing preparing) throws UnreadablePictureException {
        try {
            return preparing.prepare();
        } catch (OutOfMemoryError e) {
            throw new UnreadablePictureException("needs more memory than there is; save it smaller", e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadablePictureException("cannot be prepared: " + e, e);
        }
    }

    /**
     * Ranks the classes for the content of a picture file.
     *
     * @throws UnreadablePictureException if it cannot be used; the message is the rest of a sentence about it
     */
    public Classification predict(byte[] picture) throws UnreadablePictureException {
        return predict(prepared(() -> preprocessing.prepare(picture)));
    }

    /**
     * Ranks the classes for a picture in memory.
     *
     * @throws UnreadablePictureException if its samples or colours are of a kind that is not read
     */
    public Classification predict(BufferedImage picture) throws UnreadablePictureException {
        return predict(preprocessing.prepare(Picture.of(picture)));
    }

    private Classification predict(PreparedPicture prepared) {
        ImageShape prepares = preprocessing.shape();
        byte[] pixels = ImageResampling.resample(prepared.pixels(), prepares, form.shape());
        List<String> changes = new ArrayList<>(prepared.changes());
        if (!prepares.equals(form.shape())) {
            changes.add("resized from " + prepares.width() + " x " + prepares.height() + " to "
                    + form.shape().width() + " x " + form.shape().height());
        }
        return new Classification(rank(probabilities(pixels)), changes, PixelImages.of(pixels, 0, form.shape()));
    }

    /**
     * The probabilities of an image that was prepared already.
     *
     * @param image unsigned bytes of the shape {@code from}
     * @return one a class
     */
    public float[] probabilities(byte[] image, ImageShape from) {
        return probabilities(ImageResampling.resample(image, from, form.shape()));
    }

    // A network belongs to one thread at a time.
    private synchronized float[] probabilities(byte[] pixels) {
        return Evaluator.rows(classifier.probabilities(form.batch(pixels)))[0];
    }

    private List<RankedClass> rank(float[] probabilities) {
        List<String> names = record.data().classes();
        return IntStream.range(0, probabilities.length)
                .mapToObj(c -> new RankedClass(c, names.get(c), probabilities[c]))
                .sorted(Comparator.comparingDouble(RankedClass::probability)
                        .reversed()
                        .thenComparingInt(RankedClass::index))
                .toList();
    }

    @Override
    public synchronized void close() {
        close.run();
    }
}
