package org.dl4jlab.data.augment;

import java.util.Arrays;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Reflection;

/**
 * Pads an image on all four sides and cuts a window of the original size out of it at a random place, which shifts the
 * picture by up to {@code padding} pixels in each direction. All {@code (2 * padding + 1)^2} places are equally likely.
 *
 * @param padding pixels added on each side, at least 0
 * @param border what the added pixels hold
 */
public record PadAndCrop(int padding, Border border) implements ImageStep {

    /** What lies beyond the edge of an image. */
    public enum Border {
        /** Byte 0, which is black; as in PyTorch's {@code RandomCrop(32, padding=4)} before normalisation. */
        ZERO,
        /** The image mirrored at its edge pixel, which is not repeated: {@code c b [a b c] b a}. */
        REFLECT;

        /**
         * Which pixel of a row or column shows at a position that may lie outside.
         *
         * @param length of the row or column
         * @return from 0 to {@code length - 1}, or -1 for black
         */
        int place(int position, int length) {
            if (position >= 0 && position < length) {
                return position;
            }
            if (this == ZERO) {
                return -1;
            }
            if (length == 1) {
                return 0;
            }
            int period = 2 * (length - 1);
            int folded = Math.floorMod(position, period);
            return folded < length ? folded : period - folded;
        }
    }

    public PadAndCrop {
        if (padding < 0) {
            throw new IllegalArgumentException("the padding must be at least 0 pixels, got " + padding);
        }
        if (border == null) {
            throw new IllegalArgumentException("the border must be ZERO or REFLECT");
        }
    }

    /** Pads with black, the usual choice for CIFAR-10 with 4 pixels. */
    public static PadAndCrop zero(int padding) {
        return new PadAndCrop(padding, Border.ZERO);
    }

    /** Pads with the image's own reflection, which adds no black edges. */
    public static PadAndCrop reflect(int padding) {
        return new PadAndCrop(padding, Border.REFLECT);
    }

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        int dy = choices.below(0, 2 * padding + 1) - padding;
        int dx = choices.below(1, 2 * padding + 1) - padding;
        shift(source, from, target, to, shape, dy, dx);
    }

    /** Writes pixel {@code (y + dy, x + dx)} of the source to {@code (y, x)}, and the border where there is none. */
    void shift(byte[] source, int from, byte[] target, int to, ImageShape shape, int dy, int dx) {
        int height = shape.height();
        int width = shape.width();
        // Columns of the target whose source column exists: the middle of a row is one copy.
        int left = Math.min(width, Math.max(0, -dx));
        int right = Math.max(left, Math.min(width, width - dx));
        for (int c = 0; c < shape.channels(); c++) {
            int channelFrom = from + c * height * width;
            for (int y = 0; y < height; y++) {
                int row = to + (c * height + y) * width;
                int sourceY = border == Border.REFLECT ? Reflection.index(y + dy, height) : y + dy;
                if (sourceY < 0 || sourceY >= height) {
                    Arrays.fill(target, row, row + width, (byte) 0);
                    continue;
                }
                int sourceRow = channelFrom + sourceY * width;
                if (left < right) {
                    System.arraycopy(source, sourceRow + left + dx, target, row + left, right - left);
                }
                for (int x = 0; x < left; x++) {
                    target[row + x] = beyond(source, sourceRow, x + dx, width);
                }
                for (int x = right; x < width; x++) {
                    target[row + x] = beyond(source, sourceRow, x + dx, width);
                }
            }
        }
    }

    private byte beyond(byte[] source, int sourceRow, int sourceX, int width) {
        return border == Border.REFLECT ? source[sourceRow + Reflection.index(sourceX, width)] : 0;
    }

    @Override
    public void check(ImageShape shape) {
        if (border == Border.REFLECT && padding >= Math.min(shape.height(), shape.width())) {
            throw new IllegalArgumentException("images " + shape + " cannot be reflected by " + padding
                    + " pixels; at most " + (Math.min(shape.height(), shape.width()) - 1));
        }
    }
}
