package org.dl4jlab.data.store;

import java.util.List;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;

/** Mean and standard deviation of each channel over many images, from what was added up when they were decoded. */
final class ChannelSums {

    private ChannelSums() {}

    static Normalization normalization(ImageShape shape, List<DecodedPicture> pictures) {
        long[] sums = new long[shape.channels()];
        long[] squares = new long[shape.channels()];
        for (DecodedPicture picture : pictures) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += picture.sums()[2 * c];
                squares[c] += picture.sums()[2 * c + 1];
            }
        }
        return Normalization.ofSums(sums, squares, Math.max(1.0, (double) pictures.size() * shape.area()));
    }
}
