package org.dl4jlab.training.internal.network;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights of a convolution whose outputs are uncorrelated and of equal variance on the images it was computed from:
 * the eigenvectors of the covariance of all patches, each divided by the square root of its eigenvalue, and their
 * opposites.
 *
 * <p>Source: D. Page, "How to Train Your ResNet 8: Bag of Tricks", 2019; K. Jordan, "94% on CIFAR-10 in 3.29 Seconds on a
 * Single GPU", 2024, section 3.1.
 */
public final class Whitening {

    private static final int IMAGES = 5000;
    private static final double EPS = 5e-4;

    private Whitening() {}

    /**
     * Computes the weights from at most the first 5,000 images of a view.
     *
     * @param images to learn the covariance from, at least one: training images
     * @param normalization that the network sees them with
     * @param kernel height and width of a patch
     * @return {@code [2 * channels * kernel * kernel, channels, kernel, kernel]}, largest variance first
     */
    public static INDArray weights(ImageView images, Normalization normalization, int kernel) {
        ImageShape shape = images.set().shape();
        int size = shape.channels() * kernel * kernel;
        EigenDecomposition eigen =
                new EigenDecomposition(new Array2DRowRealMatrix(covariance(images, normalization, kernel), false));
        float[] weights = new float[2 * size * size];
        for (int k = 0; k < size; k++) {
            double scale = 1 / Math.sqrt(eigen.getRealEigenvalue(k) + EPS);
            for (int i = 0; i < size; i++) {
                float weight = (float) (eigen.getEigenvector(k).getEntry(i) * scale);
                weights[k * size + i] = weight;
                weights[(size + k) * size + i] = -weight;
            }
        }
        return Nd4j.create(weights, new long[] {2L * size, shape.channels(), kernel, kernel}, 'c');
    }

    private static double[][] covariance(ImageView images, Normalization normalization, int kernel) {
        ImageShape shape = images.set().shape();
        int size = shape.channels() * kernel * kernel;
        double[] sum = new double[size];
        double[][] products = new double[size][size];
        double[] patch = new double[size];
        long patches = 0;
        for (int n = 0; n < Math.min(IMAGES, images.size()); n++) {
            float[] image = normalized(images, n, normalization);
            for (int y = 0; y + kernel <= shape.height(); y++) {
                for (int x = 0; x + kernel <= shape.width(); x++) {
                    cut(image, shape, y, x, kernel, patch);
                    add(patch, sum, products);
                    patches++;
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double value = (products[i][j] - sum[i] * sum[j] / patches) / (patches - 1);
                products[i][j] = value;
                products[j][i] = value;
            }
        }
        return products;
    }

    private static float[] normalized(ImageView images, int n, Normalization normalization) {
        ImageShape shape = images.set().shape();
        byte[] pixels = images.set().image(images.index(n));
        float[] image = new float[shape.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = normalization.apply(i / shape.area(), pixels[i] & 0xFF);
        }
        return image;
    }

    private static void cut(float[] image, ImageShape shape, int top, int left, int kernel, double[] patch) {
        int i = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < kernel; y++) {
                for (int x = 0; x < kernel; x++) {
                    patch[i++] = image[c * shape.area() + (top + y) * shape.width() + left + x];
                }
            }
        }
    }

    private static void add(double[] patch, double[] sum, double[][] products) {
        for (int i = 0; i < patch.length; i++) {
            sum[i] += patch[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] += patch[i] * patch[j];
            }
        }
    }
}
