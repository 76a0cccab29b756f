package org.dl4jlab.data.decode;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.BytesWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.image.ImageShape;

/**
 * DataVec record reader for files that hold many small images. A record is {@code [BytesWritable, IntWritable]}: the
 * image as {@code [channels, height, width]} unsigned bytes in RGB order, and its class index. Every method that reads
 * throws {@link DataException} if a file is damaged; the message names the file and what is wrong with it.
 */
public final class ImageBytesRecordReader extends BaseRecordReader {

    private static final long serialVersionUID = 1L;

    /** How the files of a split, in its order, hold the images. */
    private enum Format {
        IDX {
            @Override
            ImageCursor open(List<Path> files, ImageShape shape, int classes) throws IOException {
                if (files.size() != 2) {
                    throw new DataException("IDX needs a file of images and a file of labels, got " + files);
                }
                return new IdxCursor(files.get(0), files.get(1), shape, classes);
            }
        },
        CIFAR_BINARY {
            @Override
            ImageCursor open(List<Path> files, ImageShape shape, int classes) {
                return new CifarBinaryCursor(files, classes);
            }
        },
        CIFAR_SPRITES {
            @Override
            ImageCursor open(List<Path> files, ImageShape shape, int classes) throws IOException {
                if (files.size() < 2) {
                    throw new DataException("CIFAR sprites need pictures and a file of labels, got " + files);
                }
                int last = files.size() - 1;
                return new CifarSpriteCursor(files.subList(0, last), files.get(last), shape, classes);
            }
        };

        abstract ImageCursor open(List<Path> files, ImageShape shape, int classes) throws IOException;
    }

    private final ImageShape shape;
    private final int classes;
    private final Format format;
    private transient Configuration configuration;
    private transient ImageCursor cursor;
    private transient byte[] nextPixels;
    private transient int nextLabel;
    private transient long position;

    private ImageBytesRecordReader(ImageShape shape, int classes, Format format) {
        this.shape = shape;
        this.classes = classes;
        this.format = format;
    }

    /**
     * Reads IDX; the split names the file of images and then the file of labels, plain or {@code .gz}.
     *
     * @param shape {@code [1, height, width]}
     * @param classes number of classes
     */
    public static ImageBytesRecordReader idx(ImageShape shape, int classes) {
        return new ImageBytesRecordReader(shape, classes, Format.IDX);
    }

    /**
     * Reads CIFAR binary files, plain or {@code .gz}.
     *
     * @param shape {@code [channels, height, width]}
     * @param classes number of classes
     */
    public static ImageBytesRecordReader cifarBinary(ImageShape shape, int classes) {
        return new ImageBytesRecordReader(shape, classes, Format.CIFAR_BINARY);
    }

    /**
     * Reads CIFAR sprite pictures; the split names the PNG files and last the JSON file of labels.
     *
     * @param shape {@code [channels, height, width]}
     * @param classes number of classes
     */
    public static ImageBytesRecordReader cifarSprites(ImageShape shape, int classes) {
        return new ImageBytesRecordReader(shape, classes, Format.CIFAR_SPRITES);
    }

    @Override
    public void initialize(InputSplit split) {
        inputSplit = split;
        reset();
    }

    @Override
    public void initialize(Configuration conf, InputSplit split) {
        setConf(conf);
        initialize(split);
    }

    @Override
    public void reset() {
        close();
        List<Path> files = Arrays.stream(inputSplit.locations()).map(Path::of).toList();
        try {
            cursor = format.open(files, shape, classes);
            position = -1;
            advance();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void advance() throws IOException {
        byte[] pixels = new byte[shape.size()];
        nextLabel = cursor.next(pixels);
        nextPixels = pixels;
        position++;
    }

    private DataException failure(IOException e) {
        return new DataException(
                "Cannot read " + Arrays.toString(inputSplit.locations()) + " at image " + Math.max(position, 0) + ": "
                        + e.getMessage(),
                e);
    }

    @Override
    public boolean hasNext() {
        return nextLabel != ImageCursor.END;
    }

    @Override
    public List<Writable> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no image after image " + (position - 1));
        }
        List<Writable> record = List.of(new BytesWritable(nextPixels), new IntWritable(nextLabel));
        try {
            advance();
        } catch (IOException e) {
            throw failure(e);
        }
        invokeListeners(record);
        return record;
    }

    @Override
    public Record nextRecord() {
        URI file = inputSplit.locations()[0];
        long index = position;
        return new org.datavec.api.records.impl.Record(
                next(), new RecordMetaDataIndex(index, file, ImageBytesRecordReader.class));
    }

    @Override
    public Record loadFromMetaData(RecordMetaData metaData) {
        return loadFromMetaData(List.of(metaData)).get(0);
    }

    /** Reads the files once from the start; the reader's own position is lost. */
    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> wanted) {
        Map<Long, Record> found = new HashMap<>();
        List<Long> indices =
                wanted.stream().map(m -> ((RecordMetaDataIndex) m).getIndex()).toList();
        reset();
        while (hasNext() && found.size() < indices.size()) {
            long index = position;
            Record record = nextRecord();
            if (indices.contains(index)) {
                found.put(index, record);
            }
        }
        List<Record> records = new ArrayList<>();
        for (long index : indices) {
            Record record = found.get(index);
            if (record == null) {
                throw new DataException(
                        "There is no image " + index + " in " + Arrays.toString(inputSplit.locations()));
            }
            records.add(record);
        }
        return records;
    }

    /** Not supported: a record needs all files of its split. */
    @Override
    public List<Writable> record(URI uri, DataInputStream in) {
        throw new UnsupportedOperationException("images and labels lie in several files; use initialize(split)");
    }

    @Override
    public List<String> getLabels() {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public void close() {
        if (cursor != null) {
            try {
                cursor.close();
            } catch (IOException e) {
                throw failure(e);
            }
            cursor = null;
        }
    }

    @Override
    public void setConf(Configuration conf) {
        configuration = conf;
    }

    @Override
    public Configuration getConf() {
        return configuration;
    }
}
