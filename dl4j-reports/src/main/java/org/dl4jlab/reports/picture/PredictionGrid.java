package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;

/** The first test images with what they are and what they were taken for. */
public final class PredictionGrid {

    private static final double TILE_WIDTH = 128;

    private PredictionGrid() {}

    /** @param images that the evaluation's predictions count in */
    public static ImageGrid of(ImageSet images, Evaluation evaluation, int limit, int columns) {
        List<Tile> tiles = new ArrayList<>();
        StringBuilder words = new StringBuilder("The first test images:");
        List<Prediction> first = evaluation
                .predictions()
                .subList(0, Math.min(limit, evaluation.predictions().size()));
        for (Prediction p : first) {
            String truth = images.classNames().get(p.label());
            String predicted = images.classNames().get(p.predicted());
            tiles.add(Tile.of(
                    PixelImages.of(images, p.index()),
                    Tile.Line.plain("true " + truth),
                    new Tile.Line("predicted " + predicted, p.correct() ? Tile.Tone.RIGHT : Tile.Tone.WRONG),
                    Tile.Line.muted(WorstErrors.probability(p.confidence()))));
            words.append(tiles.size() == 1 ? " " : "; ").append(truth);
            words.append(p.correct() ? " recognised" : " taken for " + predicted);
        }
        return ImageGrid.of(tiles, columns, TILE_WIDTH, words.append('.').toString());
    }
}
