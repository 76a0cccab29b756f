package org.dl4jlab.data.store;

import java.util.List;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;

/** Mean and standard deviation of each channel over many images, from what was added up when they were decoded. */
final class ChannelSums {

    private ChannelSums() {}

    static Normalization normalization(ImageShape shape, List<DecodedPicture> pictures) {
        int channels = shape.channels();
        float[] mean = new float[channels];
        float[] std = new float[channels];
        double n = Math.max(1.0, (double) pictures.size() * shape.area());
        for (int c = 0; c < channels; c++) {
            long sum = 0;
            long squares = 0;
            for (DecodedPicture picture : pictures) {
                sum += picture.sums()[2 * c];
                squares += picture.sums()[2 * c + 1];
            }
            double average = sum / n;
            double deviation = Math.sqrt(Math.max(squares / n - average * average, 0));
            mean[c] = (float) (average / 255);
            // A channel that never varies carries nothing; dividing by its deviation would only fail.
            std[c] = deviation < 1e-3 ? 1 : (float) (deviation / 255);
        }
        return Normalization.of(mean, std);
    }
}
