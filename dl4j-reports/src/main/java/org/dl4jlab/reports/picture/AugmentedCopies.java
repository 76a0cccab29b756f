package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.image.PixelImages;

/** One training image as the network sees it in epoch after epoch. */
public final class AugmentedCopies {

    private static final int COPIES = 16;
    private static final int COLUMNS = 8;
    private static final double TILE_WIDTH = 72;

    private AugmentedCopies() {}

    /**
     * @param batches of one image, augmented; its epochs 0 to 15 are drawn
     * @param normalization that the batches apply; it is undone
     */
    public static ImageGrid of(ImageBatches batches, Normalization normalization) {
        ImageShape shape = batches.plan().shape();
        List<Tile> tiles = new ArrayList<>();
        for (int epoch = 0; epoch < COPIES; epoch++) {
            batches.epoch(epoch);
            float[] values = batches.next().getFeatures().dup('c').data().asFloat();
            byte[] pixels = new byte[shape.size()];
            for (int p = 0; p < pixels.length; p++) {
                int channel = p / shape.area();
                float value = values[p] * normalization.std(channel) + normalization.mean(channel);
                pixels[p] = (byte) Math.max(0, Math.min(255, Math.round(255 * value)));
            }
            tiles.add(Tile.of(PixelImages.of(pixels, 0, shape), Tile.Line.muted("epoch " + (epoch + 1))));
        }
        return ImageGrid.of(
                tiles, COLUMNS, TILE_WIDTH, "One training image as it is augmented in epochs 1 to " + COPIES + ".");
    }
}
