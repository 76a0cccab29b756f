package org.dl4jlab.reports.insight;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.reports.picture.ImageGrid;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.reports.picture.Tile;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The pictures of a convolutional network: first filters, feature maps of one image, Grad-CAM where it is deep. */
public final class NetworkPictures {

    private static final int MOST_FILTERS = 64;
    private static final int MOST_MAPS = 16;
    private static final int COLUMNS = 8;
    private static final double TILE = 64;
    private static final double LARGE_TILE = 96;
    private static final int RIGHT = 4;
    private static final int WRONG = 4;

    /** A network of fewer convolutions has maps that say little about the class. */
    private static final int DEEP = 4;

    /** Makes batches of single images, as the test did. */
    @FunctionalInterface
    public interface TestBatches {

        /** The chosen images of the test set, as one batch in their order. */
        INDArray of(int[] images);
    }

    private NetworkPictures() {}

    /**
     * Draws what there is to draw; nothing for a network without convolutions.
     *
     * @param model {@code model.zip}
     * @param test result, whose predictions choose the images
     * @param images that the predictions count in
     * @param batches from images to the network's input
     */
    public static void draw(
            RunPictures pictures, java.nio.file.Path model, Evaluation test, ImageSet images, TestBatches batches)
            throws IOException {
        try (NetworkProbe network = NetworkProbe.read(model)) {
            Optional<INDArray> filters = network.firstFilters();
            if (filters.isEmpty()) {
                return;
            }
            Optional<ImageGrid> drawn = filters(filters.get());
            if (drawn.isPresent()) {
                pictures.write(RunPictures.FILTERS, drawn.get());
            }
            int first = test.predictions().get(0).index();
            pictures.write(
                    RunPictures.FEATURE_MAPS,
                    featureMaps(
                            network.activations(batches.of(new int[] {first}))
                                    .get(network.firstConvolution().orElseThrow()),
                            PixelImages.of(images, first)));
            if (network.convolutionCount() >= DEEP) {
                List<Prediction> chosen = chosen(test);
                int[] indices = chosen.stream().mapToInt(Prediction::index).toArray();
                int[] classes = chosen.stream().mapToInt(Prediction::predicted).toArray();
                Optional<float[][][]> cams = GradCam.of(network, batches.of(indices), classes);
                if (cams.isPresent()) {
                    pictures.write(RunPictures.GRAD_CAM, gradCam(chosen, images, cams.get()));
                }
            }
        }
    }

    /** The first right predictions, and the wrong ones of highest loss. */
    private static List<Prediction> chosen(Evaluation test) {
        return Stream.concat(
                        test.predictions().stream().filter(Prediction::correct).limit(RIGHT),
                        test.worstErrors(WRONG).stream())
                .toList();
    }

    private static Optional<ImageGrid> filters(INDArray weights) {
        int channels = (int) weights.size(1);
        if (channels != 1 && channels != 3) {
            return Optional.empty();
        }
        int count = (int) Math.min(MOST_FILTERS, weights.size(0));
        ImageShape shape = new ImageShape(channels, (int) weights.size(2), (int) weights.size(3));
        float[] values = weights.dup('c').data().asFloat();
        List<Tile> tiles = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            tiles.add(Tile.of(PixelImages.ofSigned(
                    values, f * shape.size(), shape, largest(values, f * shape.size(), shape.size()))));
        }
        return Optional.of(ImageGrid.of(
                tiles,
                COLUMNS,
                TILE,
                count + " of the " + weights.size(0) + " filters of the first convolution, " + shape.height() + " x "
                        + shape.width() + " pixels each; grey is zero."));
    }

    private static ImageGrid featureMaps(INDArray maps, BufferedImage image) {
        int count = (int) Math.min(MOST_MAPS, maps.size(1));
        ImageShape shape = new ImageShape(1, (int) maps.size(2), (int) maps.size(3));
        float[] values = maps.dup('c').data().asFloat();
        List<Tile> tiles = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int from = k * shape.size();
            tiles.add(Tile.of(
                    PixelImages.ofSigned(values, from, shape, largest(values, from, shape.size())),
                    Tile.Line.muted("map " + (k + 1))));
        }
        return ImageGrid.of(
                tiles,
                COLUMNS,
                TILE,
                count + " of the " + maps.size(1) + " feature maps of the first convolution for the first test image ("
                        + image.getWidth() + " x " + image.getHeight() + " pixels).");
    }

    private static ImageGrid gradCam(List<Prediction> chosen, ImageSet images, float[][][] cams) {
        List<Tile> tiles = new ArrayList<>();
        StringBuilder words = new StringBuilder("Grad-CAM of " + chosen.size() + " test images:");
        for (int i = 0; i < cams.length; i++) {
            Prediction p = chosen.get(i);
            String truth = images.classNames().get(p.label());
            String predicted = images.classNames().get(p.predicted());
            BufferedImage image = PixelImages.of(images, p.index());
            tiles.add(new Tile(
                    List.of(image, HeatOverlay.of(image, cams[i])),
                    p.correct()
                            ? List.of(new Tile.Line(predicted, Tile.Tone.RIGHT), Tile.Line.muted("right"))
                            : List.of(new Tile.Line(predicted, Tile.Tone.WRONG), Tile.Line.muted("true " + truth))));
            words.append(i == 0 ? " " : "; ").append(p.correct() ? predicted : truth + " taken for " + predicted);
        }
        return new ImageGrid(
                tiles,
                4,
                LARGE_TILE,
                List.of("image", "Grad-CAM"),
                words.append('.').toString());
    }

    private static double largest(float[] values, int from, int count) {
        double largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest > 0 ? largest : 1;
    }
}
