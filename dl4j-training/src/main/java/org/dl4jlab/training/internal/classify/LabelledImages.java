package org.dl4jlab.training.internal.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.data.folder.FolderContent;
import org.dl4jlab.data.folder.FolderScan;
import org.dl4jlab.data.folder.PictureFile;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.picture.UnreadablePictureException;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.internal.data.FetchProgress;
import org.dl4jlab.training.internal.evaluation.Evaluator;

/** Asks a run's network about images whose classes are known, one after the other, as {@code predict} asks it. */
public final class LabelledImages {

    private final RunPredictor predictor;
    private final Asking asking;
    private final List<String> classNames;
    private final RunListener listener;
    private final StopSignal stop;
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<String> images = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    /** Knows what the network says about a picture. */
    @FunctionalInterface
    public interface Asking {

        /**
         * @return probabilities of the classes
         * @throws UnreadablePictureException if the picture cannot be used
         */
        float[] probabilities(Path picture) throws UnreadablePictureException;
    }

    /**
     * @param listener shows progress
     * @param stop may end the work
     */
    public LabelledImages(RunPredictor predictor, RunListener listener, StopSignal stop) {
        this(predictor, predictor::probabilities, listener, stop);
    }

    /** @param asking asks about the pictures of folders in the network's place */
    public LabelledImages(RunPredictor predictor, Asking asking, RunListener listener, StopSignal stop) {
        this.predictor = predictor;
        this.asking = asking;
        this.classNames = predictor.record().data().classes();
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Asks about every picture of a folder, archive or manifest, whatever part it lies in.
     *
     * @throws InvalidInputException if a class is none of the run's, or no picture can be used
     * @throws CancellationException if it was stopped
     */
    public void ask(Path root) throws IOException {
        Path unpacked = Files.createTempDirectory("dl4jlab-unpacked-");
        try {
            FolderContent content = scan(root, unpacked.resolve("files"));
            requireKnown(root.toString(), content.classNames(), " Rename the class folders, or leave them out.");
            content.passedOver().forEach(file -> leftOut.add(file.toString()));
            try (RunListener.Task task =
                    listener.begin("Evaluating", content.files().size(), "pictures")) {
                int done = 0;
                for (PictureFile file : content.files()) {
                    ask(file);
                    task.advanceTo(++done);
                }
            }
        } finally {
            FileTree.remove(unpacked);
        }
        requireSome(root.toString());
    }

    private void ask(PictureFile file) {
        requireGoingOn();
        try {
            add(file.path(), classNames.indexOf(file.className()), asking.probabilities(file.file()));
        } catch (UnreadablePictureException e) {
            leftOut.add(file.path() + " " + e.getMessage());
        }
    }

    /**
     * Asks about the test images of a data set.
     *
     * @throws InvalidInputException if a class is none of the run's
     * @throws CancellationException if it was stopped
     */
    public void ask(LoadedData data) {
        requireKnown(
                data.spec().title(),
                data.spec().classNames(),
                " Evaluate it with a run that was trained on the same classes.");
        ImageSet test = data.test();
        try (RunListener.Task task = listener.begin("Evaluating", test.size(), "images")) {
            for (int i = 0; i < test.size(); i++) {
                requireGoingOn();
                add(
                        Integer.toString(i),
                        classNames.indexOf(data.spec().classNames().get(test.label(i))),
                        predictor.probabilities(test.image(i), test.shape()));
                task.advanceTo(i + 1);
            }
        }
        requireSome(data.spec().title());
    }

    private void add(String image, int label, float[] probabilities) {
        predictions.add(Evaluator.prediction(predictions.size(), label, probabilities));
        images.add(image);
    }

    private void requireGoingOn() {
        if (stop.requested()) {
            throw new CancellationException("the evaluation was stopped");
        }
    }

    private FolderContent scan(Path root, Path unpacked) {
        try (FetchProgress shown = new FetchProgress(listener)) {
            return stop.interruptible(() -> FolderScan.scanAny(root, unpacked, shown));
        } catch (InterruptedException e) {
            throw new CancellationException("looking through " + root + " was interrupted");
        }
    }

    private void requireKnown(String data, List<String> names, String remedy) {
        Set<String> unknown = new LinkedHashSet<>(names);
        unknown.removeAll(classNames);
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s has the %s %s, which the network does not know; it knows %s.%s",
                    data,
                    unknown.size() == 1 ? "class" : "classes",
                    String.join(", ", unknown),
                    String.join(", ", classNames),
                    remedy));
        }
    }

    private void requireSome(String data) {
        if (predictions.isEmpty()) {
            throw new InvalidInputException(data + " has no picture that can be used"
                    + (leftOut.isEmpty() ? "." : ": " + String.join("; ", leftOut) + "."));
        }
    }

    /** What the network said. */
    public Evaluation evaluation() {
        return Evaluation.of(classNames.size(), predictions);
    }

    /** Path or number of each image that was asked about. */
    public List<String> images() {
        return images;
    }

    /** A sentence for each picture that could not be used. */
    public List<String> leftOut() {
        return leftOut;
    }
}
