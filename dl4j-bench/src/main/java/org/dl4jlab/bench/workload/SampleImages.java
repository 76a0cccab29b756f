package org.dl4jlab.bench.workload;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Normalised images and their labels, the same for every contender.
 *
 * <p>A file carries them from the process that reads the data set to the processes that are measured, so that a
 * contender needs none of the libraries that read data sets.
 *
 * @param channels of each image
 * @param height of each image
 * @param width of each image
 * @param classes number of classes
 * @param pixels unsigned bytes {@code [n, channels, height, width]}
 * @param labels class index of each image, below {@code classes}
 * @param scale of each channel: a pixel {@code p} means {@code p * scale + shift}
 * @param shift of each channel
 */
public record SampleImages(
        int channels, int height, int width, int classes, byte[] pixels, byte[] labels, float[] scale, float[] shift) {

    private static final int MAGIC = 0x444C3453;

    /** @throws IllegalArgumentException if the sizes do not agree */
    public SampleImages {
        if (pixels.length != (long) labels.length * channels * height * width
                || scale.length != channels
                || shift.length != channels) {
            throw new IllegalArgumentException("The sizes of pixels, labels, scale and shift do not agree.");
        }
    }

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    /** Numbers in one image. */
    public int imageSize() {
        return channels * height * width;
    }

    /** Number of full batches. */
    public int batches(int batchSize) {
        return size() / batchSize;
    }

    /** The first of these, or all if there are no more than {@code most}. */
    public SampleImages first(int most) {
        return most >= size()
                ? this
                : new SampleImages(
                        channels,
                        height,
                        width,
                        classes,
                        Arrays.copyOf(pixels, most * imageSize()),
                        Arrays.copyOf(labels, most),
                        scale,
                        shift);
    }

    /**
     * The same images, larger.
     *
     * @param factor how many times as wide and high: each pixel becomes a square of equal ones
     */
    public SampleImages enlarged(int factor) {
        int wide = width * factor;
        int high = height * factor;
        byte[] larger = new byte[pixels.length * factor * factor];
        for (int i = 0; i < larger.length; i++) {
            int plane = i / (wide * high);
            int row = i / wide % high / factor;
            larger[i] = pixels[(plane * height + row) * width + i % wide / factor];
        }
        return new SampleImages(channels, high, wide, classes, larger, labels, scale, shift);
    }

    /**
     * Writes one batch as floats {@code [batch, channels, height, width]}.
     *
     * @param batch number of the batch, counted from 0
     * @param target receives {@code batchSize * imageSize()} numbers
     */
    public void fill(int batch, int batchSize, float[] target) {
        int plane = height * width;
        int from = batch * batchSize * imageSize();
        for (int i = 0; i < batchSize * imageSize(); i++) {
            int channel = i / plane % channels;
            target[i] = (pixels[from + i] & 0xFF) * scale[channel] + shift[channel];
        }
    }

    /** Class index of an image. */
    public int label(int image) {
        return labels[image];
    }

    /** Writes everything to a file. */
    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int value : new int[] {MAGIC, labels.length, channels, height, width, classes}) {
                out.writeInt(value);
            }
            for (int c = 0; c < channels; c++) {
                out.writeFloat(scale[c]);
                out.writeFloat(shift[c]);
            }
            out.write(labels);
            out.write(pixels);
        }
    }

    /** Reads a file that {@link #write} wrote. */
    public static SampleImages read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " holds no samples.");
            }
            int n = in.readInt();
            int channels = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            int classes = in.readInt();
            float[] scale = new float[channels];
            float[] shift = new float[channels];
            for (int c = 0; c < channels; c++) {
                scale[c] = in.readFloat();
                shift[c] = in.readFloat();
            }
            byte[] labels = in.readNBytes(n);
            byte[] pixels = in.readNBytes(n * channels * height * width);
            return new SampleImages(channels, height, width, classes, pixels, labels, scale, shift);
        }
    }
}
