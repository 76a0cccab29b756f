package org.dl4jlab.training.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class WhiteningTest {

    private static final int SIZE = 8;

    @Test
    void outputsAreUncorrelatedAndOfUnitVariance() {
        ImageShape shape = new ImageShape(2, SIZE, SIZE);
        int images = 300;
        byte[] pixels = new byte[images * shape.size()];
        Random random = new Random(1);
        for (int i = 0; i < pixels.length; i++) {
            // Neighbours are alike.
            int before = i % SIZE == 0 ? random.nextInt(256) : pixels[i - 1] & 0xFF;
            pixels[i] = (byte) Math.max(0, Math.min(255, before + random.nextInt(81) - 40));
        }
        ImageSet set = new ImageSet(shape, List.of("a"), pixels, new byte[images]);
        Normalization normalization = Normalization.of(new float[] {0.5f, 0.4f}, new float[] {0.25f, 0.2f});

        INDArray weights = Whitening.weights(ImageView.all(set), normalization, 2);

        assertThat(weights.shape()).containsExactly(16, 2, 2, 2);
        double[][] covariance = covarianceOfOutputs(set, normalization, weights);
        for (int i = 0; i < 8; i++) {
            assertThat(weights.slice(i).add(weights.slice(8 + i)).amaxNumber().doubleValue())
                    .isZero();
            for (int j = 0; j < 8; j++) {
                assertThat(covariance[i][j]).as(i + "," + j).isCloseTo(i == j ? 1 : 0, within(0.05));
            }
        }
    }

    private static double[][] covarianceOfOutputs(ImageSet set, Normalization normalization, INDArray weights) {
        float[] w = weights.dup().reshape(weights.length()).toFloatVector();
        double[] mean = new double[8];
        double[][] products = new double[8][8];
        int patches = 0;
        for (int n = 0; n < set.size(); n++) {
            for (int y = 0; y + 2 <= SIZE; y++) {
                for (int x = 0; x + 2 <= SIZE; x++) {
                    double[] out = new double[8];
                    for (int k = 0; k < 8; k++) {
                        for (int i = 0; i < 8; i++) {
                            int c = i / 4;
                            int at = c * SIZE * SIZE + (y + i / 2 % 2) * SIZE + x + i % 2;
                            out[k] += w[k * 8 + i] * normalization.apply(c, set.image(n)[at] & 0xFF);
                        }
                    }
                    for (int i = 0; i < 8; i++) {
                        mean[i] += out[i];
                        for (int j = 0; j < 8; j++) {
                            products[i][j] += out[i] * out[j];
                        }
                    }
                    patches++;
                }
            }
        }
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                products[i][j] = products[i][j] / patches - mean[i] * mean[j] / patches / patches;
            }
        }
        return products;
    }
}
