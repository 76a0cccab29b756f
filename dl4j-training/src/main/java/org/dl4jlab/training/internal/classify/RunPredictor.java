package org.dl4jlab.training.internal.classify;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.engine.network.Predictor;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * The network of an earlier run, ready to be asked about pictures. It runs on the engine and may be used by several
 * threads, one at a time. Closing it frees the network's memory.
 */
public final class RunPredictor implements AutoCloseable {

    private final RunRecord record;
    private final InputForm form;
    private final PicturePreparation preparation;
    private final Predictor network;
    private final Evaluator.Classifier classifier;

    private RunPredictor(RunRecord record, InputForm form, PicturePreparation preparation, Predictor network) {
        this.record = record;
        this.form = form;
        this.preparation = preparation;
        this.network = network;
        this.classifier = TestViewsOf.record(record, network::output);
    }

    /**
     * Opens a run.
     *
     * @param runFolder with {@code run.json} and {@code model.zip}
     * @throws IOException if it is no run folder, or the run saved no network; the message is one sentence for the user
     */
    public static RunPredictor open(Path runFolder) throws IOException {
        RunFolder folder = RunFolder.open(runFolder);
        RunRecord record = folder.readRecord();
        InputForm form = InputForm.of(folder, record);
        return new RunPredictor(
                record,
                form,
                PicturePreparation.of(record.data().id(), form.shape()),
                SavedNetwork.read(folder.modelFile()));
    }

    /** What the run recorded. */
    public RunRecord record() {
        return record;
    }

    /** Ranks the classes for one picture of any size and kind; see {@link PicturePrediction#changes()}. */
    public PicturePrediction predict(BufferedImage picture) {
        PreparedPicture prepared = preparation.prepare(picture);
        return new PicturePrediction(
                rank(probabilities(prepared.pixels())),
                prepared.changes(),
                PixelImages.of(prepared.pixels(), 0, form.shape()));
    }

    // A network belongs to one thread at a time.
    private synchronized float[] probabilities(byte[] pixels) {
        return classifier.probabilities(form.batch(pixels)).toFloatMatrix()[0];
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
        network.close();
    }
}
