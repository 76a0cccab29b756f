package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;

/** The wrong predictions of highest loss, with what was true, what was predicted and how surely. */
public final class WorstErrors {

    private static final double TILE_WIDTH = 128;

    private WorstErrors() {}

    /**
     * A grid of the worst errors.
     *
     * @param images that {@link Prediction#index} counts in
     * @param limit largest number of images
     * @param columns of the grid
     * @return empty if nothing was predicted wrongly
     */
    public static Optional<ImageGrid> of(ImageSet images, Evaluation evaluation, int limit, int columns) {
        List<Prediction> worst = evaluation.worstErrors(limit);
        if (worst.isEmpty()) {
            return Optional.empty();
        }
        List<Tile> tiles = new ArrayList<>();
        StringBuilder words = new StringBuilder("The " + worst.size() + " wrong predictions of highest loss:");
        for (Prediction p : worst) {
            String truth = images.classNames().get(p.label());
            String predicted = images.classNames().get(p.predicted());
            String probability = probability(p.confidence());
            tiles.add(Tile.of(
                    PixelImages.of(images, p.index()),
                    new Tile.Line("true " + truth, Tile.Tone.RIGHT),
                    new Tile.Line("predicted " + predicted, Tile.Tone.WRONG),
                    Tile.Line.muted(probability)));
            words.append(words.charAt(words.length() - 1) == ':' ? " " : "; ");
            words.append(truth + " taken for " + predicted + " (" + probability + ")");
        }
        return Optional.of(
                ImageGrid.of(tiles, columns, TILE_WIDTH, words.append('.').toString()));
    }

    /** A probability in per cent that never claims a certainty which was not there. */
    static String probability(float probability) {
        double percent = 100.0 * probability;
        if (percent >= 99.95 && probability < 1) {
            return "> 99.9 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
