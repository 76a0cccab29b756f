package org.dl4jlab.data.augment;

import java.nio.ByteBuffer;
import java.util.Random;
import org.bytedeco.javacv.Frame;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.ImageTransform;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.random.SplitMix64;

/**
 * An {@link ImageStep} for DataVec's image pipelines, such as {@code ImageRecordReader.initialize(split, transform)}. The
 * step sees channels in RGB order although DataVec's frames are BGR.
 *
 * <p>DataVec does not say which image of which epoch it passes, so this adapter counts: the images since
 * {@link #startEpoch(int)} have the numbers 0, 1, …, and the result repeats if they come in the same order. A
 * {@link Random} given to {@link #transform(ImageWritable, Random)} decides instead of the count. ND4J's global random
 * generator, which several of DataVec's own transforms re-seed, is left alone.
 */
public final class StepTransform implements ImageTransform {

    private final ImageStep step;
    private final long seed;
    private int epoch;
    private int nextImage;
    private ImageWritable currentImage;

    /**
     * @param step to apply to each image
     * @param seed of its random choices
     */
    public StepTransform(ImageStep step, long seed) {
        this.step = step;
        this.seed = seed;
    }

    /** Counts images from 0 again, as those of the given epoch. */
    public synchronized void startEpoch(int epoch) {
        this.epoch = epoch;
        this.nextImage = 0;
    }

    /**
     * The changed image, in new memory; null for null, which DataVec passes for an image that it could not read.
     *
     * @throws IllegalArgumentException if the image is not made of bytes or the step cannot work on its shape
     */
    @Override
    public ImageWritable transform(ImageWritable image) {
        return transform(image, null);
    }

    /**
     * As {@link #transform(ImageWritable)}, but the choices come from {@code random}, of which one number is taken.
     *
     * @param random may be null
     */
    @Override
    public synchronized ImageWritable transform(ImageWritable image, Random random) {
        if (image == null) {
            return null;
        }
        RandomDraws choices = random == null
                ? new RandomDraws(seed, epoch, nextImage++)
                : new RandomDraws(SplitMix64.child(seed, random.nextLong()), epoch, 0);
        Frame frame = image.getFrame();
        if (frame.imageDepth != Frame.DEPTH_UBYTE) {
            throw new IllegalArgumentException(
                    "only images of unsigned bytes can be changed; this one has frame depth " + frame.imageDepth);
        }
        ImageShape shape = new ImageShape(frame.imageChannels, frame.imageHeight, frame.imageWidth);
        step.check(shape);
        byte[] changed = new byte[shape.size()];
        step.apply(planes(frame, shape), 0, changed, 0, shape, choices);
        currentImage = new ImageWritable(frame(changed, shape));
        return currentImage;
    }

    @Override
    public synchronized ImageWritable getCurrentImage() {
        return currentImage;
    }

    /**
     * Not supported: a step does not tell where it moved a point.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public float[] query(float... coordinates) {
        throw new UnsupportedOperationException(step + " cannot map coordinates of the original to the changed image");
    }

    /** The frame's interleaved pixels as {@code [channels, height, width]} in RGB order. */
    private static byte[] planes(Frame frame, ImageShape shape) {
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        byte[] planes = new byte[shape.size()];
        byte[] row = new byte[shape.width() * shape.channels()];
        for (int y = 0; y < shape.height(); y++) {
            pixels.get(pixels.position() + y * frame.imageStride, row);
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    planes[plane(c, shape) * shape.area() + y * shape.width() + x] = row[x * shape.channels() + c];
                }
            }
        }
        return planes;
    }

    private static Frame frame(byte[] planes, ImageShape shape) {
        Frame frame = new Frame(shape.width(), shape.height(), Frame.DEPTH_UBYTE, shape.channels());
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        byte[] row = new byte[shape.width() * shape.channels()];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    row[x * shape.channels() + c] = planes[plane(c, shape) * shape.area() + y * shape.width() + x];
                }
            }
            pixels.put(y * frame.imageStride, row);
        }
        return frame;
    }

    /** Blue, green, red [, alpha] become red, green, blue [, alpha]; grey stays. */
    private static int plane(int interleaved, ImageShape shape) {
        return shape.channels() >= 3 && interleaved < 3 ? 2 - interleaved : interleaved;
    }
}
