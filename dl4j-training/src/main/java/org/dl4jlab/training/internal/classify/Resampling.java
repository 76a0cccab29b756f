package org.dl4jlab.training.internal.classify;

/**
 * Resizes by the triangle filter, widened to cover all source pixels when it shrinks, as Pillow's and torchvision's
 * antialiased bilinear resizing do. At equal size every pixel keeps its value.
 */
final class Resampling {

    private Resampling() {}

    /**
     * @param plane {@code [height, width]}
     * @return {@code [newHeight, newWidth]}
     */
    static float[] resize(float[] plane, int height, int width, int newHeight, int newWidth) {
        float[] wide = new float[height * newWidth];
        Weights across = new Weights(width, newWidth);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                wide[y * newWidth + x] = across.sum(plane, y * width, 1, x);
            }
        }
        float[] result = new float[newHeight * newWidth];
        Weights down = new Weights(height, newHeight);
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                result[y * newWidth + x] = down.sum(wide, x, newWidth, y);
            }
        }
        return result;
    }

    /** For each new position the first source position and the weights of those from there on. */
    private static final class Weights {

        private final int[] first;
        private final float[][] weights;

        Weights(int length, int newLength) {
            first = new int[newLength];
            weights = new float[newLength][];
            double step = (double) length / newLength;
            double reach = Math.max(1, step);
            for (int i = 0; i < newLength; i++) {
                double center = (i + 0.5) * step;
                int from = (int) Math.max(0, Math.floor(center - reach));
                int to = (int) Math.min(length, Math.ceil(center + reach));
                double[] raw = new double[to - from];
                double total = 0;
                for (int k = 0; k < raw.length; k++) {
                    raw[k] = Math.max(0, 1 - Math.abs(from + k + 0.5 - center) / reach);
                    total += raw[k];
                }
                first[i] = from;
                weights[i] = new float[raw.length];
                for (int k = 0; k < raw.length; k++) {
                    weights[i][k] = (float) (raw[k] / total);
                }
            }
        }

        float sum(float[] values, int start, int stride, int position) {
            float sum = 0;
            float[] own = weights[position];
            for (int k = 0; k < own.length; k++) {
                sum += own[k] * values[start + (first[position] + k) * stride];
            }
            return sum;
        }
    }
}
