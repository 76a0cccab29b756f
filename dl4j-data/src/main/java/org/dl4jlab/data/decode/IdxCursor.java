package org.dl4jlab.data.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.image.ImageShape;

/**
 * A pair of IDX files, images and labels. Header: two zero bytes, element type, number of dimensions, then each
 * dimension as a big-endian int. Source: LeCun, Cortes, Burges, "The MNIST database", section "File formats".
 */
final class IdxCursor implements ImageCursor {

    private static final int UNSIGNED_BYTE = 0x08;
    private static final Map<Integer, String> TYPES = Map.of(
            UNSIGNED_BYTE,
            "unsigned byte",
            0x09,
            "signed byte",
            0x0B,
            "short",
            0x0C,
            "int",
            0x0D,
            "float",
            0x0E,
            "double");

    private final Path imageFile;
    private final Path labelFile;
    private final int classes;
    private final int count;
    private InputStream images;
    private InputStream labels;
    private int position;

    IdxCursor(Path imageFile, Path labelFile, ImageShape shape, int classes) throws IOException {
        this.imageFile = imageFile;
        this.labelFile = labelFile;
        this.classes = classes;
        if (shape.channels() != 1) {
            throw new DataException("IDX files hold grey images, but shape " + shape + " was asked for");
        }
        try {
            images = ByteStreams.open(imageFile);
            int[] imageDimensions = header(images, imageFile, 3);
            if (imageDimensions[1] != shape.height() || imageDimensions[2] != shape.width()) {
                throw new DataException(imageFile + " holds images of " + imageDimensions[1] + "x" + imageDimensions[2]
                        + " pixels, expected " + shape.height() + "x" + shape.width());
            }
            labels = ByteStreams.open(labelFile);
            int labelCount = header(labels, labelFile, 1)[0];
            count = imageDimensions[0];
            if (labelCount != count) {
                throw new DataException(labelFile + " holds " + labelCount + " labels for the " + count + " images of "
                        + imageFile.getFileName());
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static int[] header(InputStream in, Path file, int dimensions) throws IOException {
        int magic = ByteStreams.readInt(in);
        int type = magic >> 8 & 0xFF;
        if (magic >>> 16 != 0) {
            throw new DataException(
                    file + String.format(Locale.ROOT, " is not an IDX file: it starts with 0x%08X", magic));
        }
        if (type != UNSIGNED_BYTE) {
            throw new DataException(file
                    + String.format(
                            Locale.ROOT,
                            " holds elements of type 0x%02X (%s), expected 0x08 (unsigned byte)",
                            type,
                            TYPES.getOrDefault(type, "unknown")));
        }
        if ((magic & 0xFF) != dimensions) {
            throw new DataException(
                    file + " has " + (magic & 0xFF) + " dimensions in its header, expected " + dimensions);
        }
        int[] sizes = new int[dimensions];
        for (int d = 0; d < dimensions; d++) {
            sizes[d] = ByteStreams.readInt(in);
            if (sizes[d] < 0) {
                throw new DataException(file + " has a negative size " + sizes[d] + " for dimension " + d);
            }
        }
        return sizes;
    }

    @Override
    public int next(byte[] pixels) throws IOException {
        if (position == count) {
            requireEnd(images, imageFile);
            requireEnd(labels, labelFile);
            return END;
        }
        ByteStreams.readFully(images, pixels);
        int label = labels.read();
        if (label < 0) {
            throw new DataException(labelFile + " ends after " + position + " of " + count + " labels");
        }
        if (label >= classes) {
            throw new DataException(labelFile + " gives image " + position + " the label " + label
                    + ", allowed are 0 to " + (classes - 1));
        }
        position++;
        return label;
    }

    private void requireEnd(InputStream in, Path file) throws IOException {
        if (in.read() >= 0) {
            throw new DataException(file + " is longer than the " + count + " entries that its header announces");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (images != null) {
                images.close();
            }
        } finally {
            if (labels != null) {
                labels.close();
            }
        }
    }
}
