package org.dl4jlab.reports.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.training.Evaluation;

/**
 * The pictures of one run: PNG files in its folder {@code pictures/}, and the same in dark colours in {@code
 * pictures/dark/}. Curves and the confusion matrix are not among them: whoever shows a run draws them from its tables.
 *
 * @param folder {@code pictures/}, made when the first picture is written
 */
public record RunPictures(Path folder) {

    public static final String SAMPLES = "samples";
    public static final String PERMUTED_SAMPLES = "permuted-samples";
    public static final String AUGMENTED_COPIES = "augmented-copies";
    public static final String TEST_PREDICTIONS = "test-predictions";
    public static final String FILTERS = "filters";
    public static final String FEATURE_MAPS = "feature-maps";
    public static final String GRAD_CAM = "grad-cam";
    public static final String WORST_ERRORS = "worst-errors";

    private static final int SAMPLE_COUNT = 20;
    private static final int SAMPLE_COLUMNS = 5;
    private static final int COLOR_SAMPLE_COUNT = 64;
    private static final int COLOR_SAMPLE_COLUMNS = 8;
    private static final int TEST_COUNT = 8;
    private static final int TEST_COLUMNS = 4;
    private static final int PAIR_COUNT = 10;
    private static final int ERROR_COUNT = 25;
    private static final int ERROR_COLUMNS = 5;

    /** The first images of a view with their labels: 64 photographs, or 20 grey images. */
    public void samples(ImageView view) throws IOException {
        boolean color = view.set().shape().channels() == 3;
        int count = Math.min(color ? COLOR_SAMPLE_COUNT : SAMPLE_COUNT, view.size());
        write(SAMPLES, DataSetSamples.labelled(view.first(count), color ? COLOR_SAMPLE_COLUMNS : SAMPLE_COLUMNS));
    }

    /** The first 10 images of a view above the same 10 with their pixels permuted. */
    public void permutedSamples(ImageView view, PixelPermutation permutation) throws IOException {
        write(PERMUTED_SAMPLES, DataSetSamples.permuted(view.first(Math.min(PAIR_COUNT, view.size())), permutation));
    }

    /**
     * One training image in 16 epochs.
     *
     * @param batches of that image, augmented
     * @param normalization that the batches apply
     */
    public void augmentedCopies(ImageBatches batches, Normalization normalization) throws IOException {
        write(AUGMENTED_COPIES, AugmentedCopies.of(batches, normalization));
    }

    /**
     * The first 8 test images and the 25 errors of highest loss.
     *
     * @param images that the evaluation's predictions count in
     */
    public void results(Evaluation evaluation, ImageSet images) throws IOException {
        write(TEST_PREDICTIONS, PredictionGrid.of(images, evaluation, TEST_COUNT, TEST_COLUMNS));
        writeIfPresent(WORST_ERRORS, WorstErrors.of(images, evaluation, ERROR_COUNT, ERROR_COLUMNS));
    }

    /**
     * Writes {@code name.png} in light and dark colours.
     *
     * @throws IOException if the folder cannot be made
     * @throws java.io.UncheckedIOException if a file cannot be written; what was there before stays
     * @throws PictureException if the machine's Java cannot draw text
     */
    public void write(String name, Figure picture) throws IOException {
        for (Map.Entry<Theme, PngImage> drawn : PngImage.inAllThemes(picture).entrySet()) {
            Path file = file(name, drawn.getKey());
            Files.createDirectories(file.getParent());
            AtomicFile.write(
                    file, temporary -> Files.write(temporary, drawn.getValue().bytes()));
        }
    }

    /**
     * Reads a picture.
     *
     * @return empty if the run has no such picture
     * @throws IOException if the file is damaged; the message names it
     */
    public Optional<PngImage> read(String name, Theme theme) throws IOException {
        Path file = file(name, theme);
        return Files.isRegularFile(file) ? Optional.of(PngImage.read(file)) : Optional.empty();
    }

    /** Every picture's name, in the order of a report. */
    public static List<String> names() {
        return List.of(
                SAMPLES,
                PERMUTED_SAMPLES,
                AUGMENTED_COPIES,
                TEST_PREDICTIONS,
                WORST_ERRORS,
                FILTERS,
                FEATURE_MAPS,
                GRAD_CAM);
    }

    private Path file(String name, Theme theme) {
        return (theme == Theme.DARK ? folder.resolve("dark") : folder).resolve(name + ".png");
    }

    private void writeIfPresent(String name, Optional<? extends Figure> picture) throws IOException {
        if (picture.isPresent()) {
            write(name, picture.get());
        }
    }
}
