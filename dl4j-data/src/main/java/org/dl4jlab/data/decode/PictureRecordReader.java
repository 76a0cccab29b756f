package org.dl4jlab.data.decode;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.writable.BytesWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;
import org.datavec.image.recordreader.ImageRecordReader;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.image.ImageShape;

/**
 * DataVec's reader of picture files, labelled by the folder that a file lies in, with three differences: a record is
 * {@code [BytesWritable, IntWritable]}, so that ND4J is not needed; channels come in RGB order, not OpenCV's BGR; and a
 * large picture is averaged down, not sampled, so that fine patterns do not alias. Pictures of any size, colour or
 * orientation are stretched to the shape.
 */
public final class PictureRecordReader extends ImageRecordReader {

    private static final long serialVersionUID = 1L;

    private final ImageShape shape;
    private final List<String> classNames;

    /**
     * @param shape {@code [channels, height, width]} with 1 (grey) or 3 (RGB) channels
     * @param classNames name of class 0, 1, …; given, not inferred, so that any part of the files gets the same labels
     */
    public PictureRecordReader(ImageShape shape, List<String> classNames) {
        super(shape.height(), shape.width(), shape.channels(), new ParentPathLabelGenerator());
        this.shape = shape;
        this.classNames = List.copyOf(classNames);
        setLogLabelCountOnInit(false);
    }

    @Override
    public List<String> getLabels() {
        return classNames;
    }

    /** @throws DataException if the file is no picture that OpenCV can read, or its folder is named as no class */
    @Override
    public List<Writable> next() {
        File file = iter.next();
        currentFile = file;
        int label = classNames.indexOf(getLabel(file.getPath()));
        if (label < 0) {
            throw new DataException(file + " lies in a folder that is none of the classes " + classNames);
        }
        List<Writable> record = List.of(new BytesWritable(pixels(file)), new IntWritable(label));
        invokeListeners(record);
        return record;
    }

    private byte[] pixels(File file) {
        boolean grey = shape.channels() == 1;
        byte[] content = content(file);
        try (BytePointer encoded = new BytePointer(content);
                Mat buffer = new Mat(encoded, false);
                Mat decoded =
                        content.length == 0 ? new Mat() : imdecode(buffer, grey ? IMREAD_GRAYSCALE : IMREAD_COLOR);
                Size size = new Size(shape.width(), shape.height());
                Mat resized = new Mat()) {
            if (decoded.empty()) {
                throw new DataException(file + " is not a picture that can be read; remove it or replace it.");
            }
            boolean shrinks = decoded.rows() > shape.height() || decoded.cols() > shape.width();
            resize(decoded, resized, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
            if (!grey) {
                cvtColor(resized, resized, COLOR_BGR2RGB);
            }
            byte[] interleaved = new byte[shape.size()];
            resized.data().get(interleaved);
            return planes(interleaved);
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            // OpenCV throws what its C++ threw, for example on a picture of absurd size.
            throw new DataException(file + " cannot be read as a picture: " + e.getMessage(), e);
        }
    }

    private static byte[] content(File file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file.toPath());
        } catch (IOException e) {
            throw new DataException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        if (isCutJpeg(content)) {
            throw new DataException(file + " is a JPEG picture that was cut off; remove it or replace it.");
        }
        return content;
    }

    /**
     * OpenCV fills the missing part of a JPEG with grey and says nothing. A whole one has an end marker (FF D9) after the
     * start of its last scan (FF DA); earlier ones belong to a thumbnail.
     */
    private static boolean isCutJpeg(byte[] content) {
        if (content.length < 2 || content[0] != (byte) 0xFF || content[1] != (byte) 0xD8) {
            return false;
        }
        for (int i = content.length - 2; i >= 0; i--) {
            if (content[i] == (byte) 0xFF && content[i + 1] == (byte) 0xD9) {
                return false;
            }
            if (content[i] == (byte) 0xFF && content[i + 1] == (byte) 0xDA) {
                return true;
            }
        }
        return true;
    }

    private byte[] planes(byte[] interleaved) {
        byte[] planes = new byte[interleaved.length];
        for (int c = 0; c < shape.channels(); c++) {
            for (int p = 0; p < shape.area(); p++) {
                planes[c * shape.area() + p] = interleaved[p * shape.channels() + c];
            }
        }
        return planes;
    }
}
