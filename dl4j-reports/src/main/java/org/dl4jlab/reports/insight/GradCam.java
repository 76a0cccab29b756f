package org.dl4jlab.reports.insight;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which places of an image spoke for a class: the feature maps of a deep layer, each weighted by the mean gradient of
 * the class's logit over it, summed, and cut at zero (Selvaraju et al., "Grad-CAM: Visual Explanations from Deep
 * Networks via Gradient-based Localization", 2017, equations 1 and 2). Of small images the last maps may be 2 x 2 and
 * show no place, so the deepest maps of at least {@value #SMALLEST_SIDE} x {@value #SMALLEST_SIDE} are taken,
 * as they are after normalisation and activation.
 */
final class GradCam {

    static final int SMALLEST_SIDE = 4;

    private GradCam() {}

    /**
     * @param input {@code [batch, channels, height, width]}
     * @param classes asked about, for each image
     * @return {@code [image][map height][map width]}, at least 0; empty if the network has no such maps
     */
    static Optional<float[][][]> of(NetworkProbe network, INDArray input, int[] classes) {
        Map<String, INDArray> activations = network.activations(input);
        return network.deepestMaps(activations, SMALLEST_SIDE)
                .flatMap(target ->
                        network.gradient(classes, target).map(gradient -> combine(activations.get(target), gradient)));
    }

    private static float[][][] combine(INDArray maps, INDArray gradient) {
        INDArray weights = gradient.mean(2, 3);
        float[][][] cams = new float[(int) maps.size(0)][(int) maps.size(2)][(int) maps.size(3)];
        for (int i = 0; i < cams.length; i++) {
            for (int y = 0; y < cams[i].length; y++) {
                for (int x = 0; x < cams[i][y].length; x++) {
                    double sum = 0;
                    for (int k = 0; k < maps.size(1); k++) {
                        sum += weights.getDouble(i, k) * maps.getDouble(i, k, y, x);
                    }
                    cams[i][y][x] = (float) Math.max(0, sum);
                }
            }
        }
        return cams;
    }
}
