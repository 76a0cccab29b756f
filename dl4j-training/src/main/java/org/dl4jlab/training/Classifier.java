package org.dl4jlab.training;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.picture.UnreadablePictureException;
import org.dl4jlab.training.internal.classify.RunPredictor;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * A trained network that classifies pictures. It converts any picture to the form of the training
 * images, runs on the engine, and may be shared by threads, which take turns. Closing it frees the network's memory.
 */
public final class Classifier implements AutoCloseable {

    private final RunPredictor predictor;

    private Classifier(RunPredictor predictor) {
        this.predictor = predictor;
    }

    /**
     * Opens a trained network.
     *
     * @param model a {@code model.zip}, inside a run's folder or elsewhere, or a run folder
     * @throws IOException if there is no network or it is damaged, or it does not say how a picture becomes its input
     */
    public static Classifier open(Path model) throws IOException {
        return new Classifier(RunPredictor.open(model));
    }

    static Classifier of(RunPredictor predictor) {
        return new Classifier(predictor);
    }

    /**
     * Ranks the classes for a picture.
     *
     * @param picture a picture file of any size and of any {@link org.dl4jlab.data.picture.PictureFormat}
     * @throws IOException if it cannot be read; the message names it and says why
     */
    public Classification classify(Path picture) throws IOException {
        try {
            return predictor.predict(picture);
        } catch (UnreadablePictureException e) {
            throw new IOException(picture + " " + e.getMessage(), e);
        }
    }

    /**
     * Ranks the classes for a picture in memory, of any size.
     *
     * @throws IOException if its samples or colours are of a kind that is not read
     */
    public Classification classify(BufferedImage picture) throws IOException {
        return classified(() -> predictor.predict(picture));
    }

    /**
     * Ranks the classes for a picture.
     *
     * @param picture content of a picture file
     * @throws IOException if it cannot be read; the message says why
     */
    public Classification classify(byte[] picture) throws IOException {
        return classified(() -> predictor.predict(picture));
    }

    private interface Asking {
        Classification ask() throws UnreadablePictureException;
    }

    private static Classification classified(Asking asking) throws IOException {
        try {
            return asking.ask();
        } catch (UnreadablePictureException e) {
            throw new IOException("The picture " + e.getMessage(), e);
        }
    }

    /** Name of the experiment that the network was trained in. */
    public String experiment() {
        return String.valueOf(predictor.record().experiment());
    }

    /** Id of the data set that it was trained on, such as {@code mnist}. */
    public String dataSet() {
        return predictor.record().data().id();
    }

    /** Name of class 0, 1, …. */
    public List<String> classNames() {
        RunRecord.Data data = predictor.record().data();
        return List.copyOf(data.classes());
    }

    @Override
    public void close() {
        predictor.close();
    }
}
