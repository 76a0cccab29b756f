package org.dl4jlab.data.decode;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.image.ImageShape;

/**
 * CIFAR as lossless PNG pictures: each row of a picture is one image, its pixels row by row; the labels of all pictures
 * stand in one JSON list.
 */
final class CifarSpriteCursor implements ImageCursor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Path> pictures;
    private final Path labelFile;
    private final ImageShape shape;
    private final int classes;
    private final int[] labels;
    private int picture;
    private Raster rows;
    private int row;
    private int position;
    private int[] samples;

    CifarSpriteCursor(List<Path> pictures, Path labelFile, ImageShape shape, int classes) throws IOException {
        this.pictures = pictures;
        this.labelFile = labelFile;
        this.shape = shape;
        this.classes = classes;
        this.labels = labels(labelFile);
    }

    private static int[] labels(Path file) throws IOException {
        try {
            int[] labels = JSON.readValue(Files.readAllBytes(file), int[].class);
            if (labels == null) {
                throw new DataException(file + " holds no list of labels");
            }
            return labels;
        } catch (JacksonException e) {
            throw new DataException(file + " is not a JSON list of labels: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public int next(byte[] pixels) throws IOException {
        if (rows == null || row == rows.getHeight()) {
            if (picture == pictures.size()) {
                if (position != labels.length) {
                    throw new DataException(
                            labelFile + " holds " + labels.length + " labels for " + position + " images");
                }
                return END;
            }
            rows = read(pictures.get(picture++));
            row = 0;
        }
        int label = labels[position];
        if (label < 0 || label >= classes) {
            throw new DataException(labelFile + " gives image " + position + " the label " + label
                    + ", allowed are 0 to " + (classes - 1));
        }
        // The picture interleaves the channels of a pixel; an image set keeps each channel as a plane.
        samples = rows.getPixels(0, row, shape.area(), 1, samples);
        for (int c = 0; c < shape.channels(); c++) {
            for (int p = 0; p < shape.area(); p++) {
                pixels[c * shape.area() + p] = (byte) samples[p * shape.channels() + c];
            }
        }
        row++;
        position++;
        return label;
    }

    private Raster read(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width != shape.area()) {
                throw new DataException(file + " is " + width + " pixels wide, expected " + shape.area()
                        + " for images of shape " + shape);
            }
            // Checked before the pixels are read, so that a false height cannot ask for all memory.
            if (height > labels.length - position) {
                throw new DataException(file + " holds " + height + " images, but only " + (labels.length - position)
                        + " labels of " + labelFile.getFileName() + " are left");
            }
            BufferedImage image = reader.read(0);
            if (image.getRaster().getNumBands() != shape.channels()
                    || image.getSampleModel().getSampleSize(0) != 8
                    || image.getColorModel() instanceof java.awt.image.IndexColorModel) {
                throw new DataException(file + " must have " + shape.channels() + " channels of 8 bits");
            }
            return image.getRaster();
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The PNG reader answers some damaged files with exceptions of its inner workings.
            throw new DataException(file + " is not a readable PNG picture: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    @Override
    public void close() {
        rows = null;
    }
}
