package org.dl4jlab.data.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.dl4jlab.data.image.ImageShape;

/**
 * The one way from a picture to the bytes of a network's input. The picture is decoded ({@link PictureDecoder}), turned
 * upright by its orientation tag, laid on white where it is transparent, turned to grey if the input has one channel, and
 * brought to size by one antialiased filter. A run records this value, so that a picture asked about later goes the same
 * way as those trained on.
 *
 * @param shape of the input, {@code [channels, height, width]} with 1 channel for grey or 3 for RGB
 * @param fit how other proportions are treated
 * @param style how the data set's own pictures were prepared
 */
public record PicturePreprocessing(ImageShape shape, Fit fit, PictureStyle style) {

    /** The version of this code: other numbers give other bytes for the same picture. */
    public static final int VERSION = 2;

    /** @throws IllegalArgumentException if the input has neither 1 nor 3 channels, or the style needs grey */
    public PicturePreprocessing {
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(style, "style");
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException("pictures have 1 channel (grey) or 3 (RGB), got " + shape.channels());
        }
        if (style != PictureStyle.PLAIN && shape.channels() != 1) {
            throw new IllegalArgumentException(
                    "pictures of style " + style + " have 1 channel, got " + shape.channels());
        }
    }

    /** Stretches pictures to a shape and leaves them as they are otherwise. */
    public static PicturePreprocessing of(ImageShape shape) {
        return new PicturePreprocessing(shape, Fit.STRETCH, PictureStyle.PLAIN);
    }

    /** The same, with other proportions treated otherwise. */
    public PicturePreprocessing withFit(Fit other) {
        return new PicturePreprocessing(shape, other, style);
    }

    /** The same for pictures of another style. */
    public PicturePreprocessing withStyle(PictureStyle other) {
        return new PicturePreprocessing(shape, fit, other);
    }

    /**
     * Prepares a picture file.
     *
     * @throws UnreadablePictureException if it cannot be used; the message is the rest of a sentence about it
     */
    public PreparedPicture prepare(Path file) throws UnreadablePictureException {
        return prepare(PictureDecoder.decode(file));
    }

    /**
     * Prepares the content of a picture file.
     *
     * @throws UnreadablePictureException if it cannot be used; the message is the rest of a sentence about it
     */
    public PreparedPicture prepare(byte[] content) throws UnreadablePictureException {
        return prepare(PictureDecoder.decode(content));
    }

    /** Prepares a decoded picture. */
    public PreparedPicture prepare(Picture picture) {
        Orientation orientation = picture.orientation();
        Placement placement = style == PictureStyle.PLAIN
                ? Placement.of(fit, picture.width(), picture.height(), shape)
                : StyledPicture.whole(picture);
        Placement.Scaling own = placement.scaling(orientation, picture.width(), picture.height(), shape.channels());
        Placement.Scaling small = Placement.of(Fit.STRETCH, picture.width(), picture.height(), FINGERPRINT)
                .scaling(orientation, picture.width(), picture.height(), FINGERPRINT.channels());
        picture.rows(own.resampler(), small.resampler());
        List<String> changes = new ArrayList<>();
        if (picture.isTurned()) {
            changes.add("turned upright as its tag says");
        }
        if (picture.isTransparent()) {
            changes.add("laid on white where it is transparent");
        }
        if (shape.channels() == 1 && picture.isColored()) {
            changes.add("turned to grey");
        }
        byte[] pixels = style == PictureStyle.PLAIN
                ? plain(picture, placement, own.result(), changes)
                : StyledPicture.prepare(this, picture, placement, own.result(), changes);
        return new PreparedPicture(pixels, changes, picture.facts(), new PictureFingerprint(small.result()));
    }

    private byte[] plain(Picture picture, Placement placement, byte[] scaled, List<String> changes) {
        if (picture.width() != shape.width() || picture.height() != shape.height()) {
            changes.add(placement.phrase() + " from " + picture.width() + " x " + picture.height() + " to "
                    + shape.width() + " x " + shape.height());
        }
        if (placement.width() == shape.width() && placement.height() == shape.height()) {
            return scaled;
        }
        byte[] padded = new byte[shape.size()];
        Arrays.fill(padded, (byte) Picture.GROUND);
        int left = (shape.width() - placement.width()) / 2;
        int top = (shape.height() - placement.height()) / 2;
        for (int row = 0; row < shape.channels() * placement.height(); row++) {
            int channel = row / placement.height();
            int y = top + row % placement.height();
            System.arraycopy(
                    scaled,
                    row * placement.width(),
                    padded,
                    channel * shape.area() + y * shape.width() + left,
                    placement.width());
        }
        return padded;
    }

    private static final ImageShape FINGERPRINT = new ImageShape(3, PictureFingerprint.SIDE, PictureFingerprint.SIDE);
}
