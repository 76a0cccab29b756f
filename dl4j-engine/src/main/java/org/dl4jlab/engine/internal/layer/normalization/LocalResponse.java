package org.dl4jlab.engine.internal.layer.normalization;

import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;

/**
 * The arithmetic of local response normalisation on pixels whose channels lie side by side:
 *
 * <pre>
 * u[i]  = k + alpha (sum of x[j]^2 over the channels j from i - half to i + half)
 * y[i]  = x[i] u[i]^-beta
 * dx[i] = dy[i] u[i]^-beta - 2 alpha beta x[i] / u[i] (sum of y[j] dy[j] over the same channels)
 * </pre>
 *
 * <p>Source: Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks" (2012), section 3.3. The
 * gradient is DL4J's, which divides the sum by u[i]; exactly, each summand would be divided by u[j].
 *
 * <p>Pixels are separated by {@code half} zeros in the arrays, so that one long loop, which Java vectorises, sums the
 * channels of all of them.
 */
final class LocalResponse {
    /** Numbers worked on at a time; the arrays of them fit into the second-level cache. */
    private static final int CHUNK = 4096;

    private final int half;
    private final float k;
    private final float alpha;
    private final float beta;
    private final int channels;
    private final int pixels;
    private final int length;
    private final float[] products;
    private final float[] sums;
    private final float[] u;
    private final float[] scale;

    LocalResponse(LocalResponseNormalization definition, int channels) {
        this.half = half(definition);
        this.k = (float) definition.getK();
        this.alpha = (float) definition.getAlpha();
        this.beta = (float) definition.getBeta();
        this.channels = channels;
        this.pixels = Math.max(1, CHUNK / (channels + half));
        this.length = half + pixels * (channels + half);
        this.products = new float[length];
        this.sums = new float[length];
        this.u = new float[length];
        this.scale = new float[length];
    }

    /** How many channels on either side belong to the neighbourhood. */
    static int half(LocalResponseNormalization definition) {
        return (int) definition.getN() / 2;
    }

    /** Pixels worked on at a time. */
    int pixels() {
        return pixels;
    }

    /** Length of an array that holds so many pixels, with the zeros between them. */
    int length() {
        return length;
    }

    /** Index of the first channel of a pixel in such an array. */
    int start(int pixel) {
        return half + pixel * (channels + half);
    }

    void forward(float[] x, float[] y) {
        scale(x);
        for (int i = 0; i < length; i++) {
            y[i] = x[i] * scale[i];
        }
    }

    void backward(float[] x, float[] dy, float[] dx) {
        scale(x);
        for (int i = 0; i < length; i++) {
            products[i] = x[i] * scale[i] * dy[i];
        }
        sumOverNeighbours();
        float factor = 2 * alpha * beta;
        for (int i = 0; i < length; i++) {
            dx[i] = dy[i] * scale[i] - factor * sums[i] * x[i] / u[i];
        }
    }

    /** Computes {@code u} and {@code scale}, which is {@code u^-beta}. */
    private void scale(float[] x) {
        for (int i = 0; i < length; i++) {
            products[i] = x[i] * x[i];
        }
        sumOverNeighbours();
        for (int i = 0; i < length; i++) {
            u[i] = k + alpha * sums[i];
        }
        power();
    }

    private void sumOverNeighbours() {
        System.arraycopy(products, 0, sums, 0, length);
        for (int distance = 1; distance <= half; distance++) {
            for (int i = half; i < length - half; i++) {
                sums[i] += products[i - distance] + products[i + distance];
            }
        }
    }

    /** By roots, which Java vectorises, for the usual beta of 3/4. */
    private void power() {
        if (beta == 0.75f) {
            for (int i = 0; i < length; i++) {
                float root = (float) Math.sqrt(u[i]);
                scale[i] = 1 / (root * (float) Math.sqrt(root));
            }
            return;
        }
        for (int i = 0; i < length; i++) {
            scale[i] = (float) Math.pow(u[i], -beta);
        }
    }
}
