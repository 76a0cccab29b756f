package org.dl4jlab.data.decode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.BytesWritable;
import org.datavec.api.writable.Writable;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;

/** Gathers the records of a reader of {@code [BytesWritable, IntWritable]} in one block. */
public final class ImageSetDecoder {

    private ImageSetDecoder() {}

    /**
     * @param reader such as {@link ImageBytesRecordReader}; it is initialised here and closed
     * @param files in the order that the reader wants
     * @param shape of each image
     * @param classNames name of class 0, 1, …
     * @param count number of images that there must be
     * @throws DataException if there are more or fewer, or the reader finds a file damaged
     */
    public static ImageSet decode(
            RecordReader reader, List<Path> files, ImageShape shape, List<String> classNames, int count) {
        Block block = Block.of(shape, count);
        read(reader, files, block, 0, count);
        return block.imageSet(classNames);
    }

    /** Reads all records of a reader, of which there must be {@code count}, into a block from image {@code first} on. */
    private static void read(RecordReader reader, List<Path> files, Block block, int first, int count) {
        try (reader) {
            reader.initialize(
                    new CollectionInputSplit(files.stream().map(Path::toUri).toList()));
            int i = 0;
            while (reader.hasNext()) {
                List<Writable> record = reader.next();
                if (i == count) {
                    throw new DataException(names(files) + " hold more than the " + count + " images expected");
                }
                block.set(first + i++, record);
            }
            if (i < count) {
                throw new DataException(names(files) + " hold " + i + " images, expected " + count);
            }
        } catch (IOException e) {
            throw new DataException("Cannot read " + names(files) + ": " + FileFailure.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DataException.interrupted("Reading " + names(files), e);
        }
    }

    private static String names(List<Path> files) {
        return files.size() <= 6 ? files.toString() : files.size() + " files from " + files.get(0);
    }

    /** The arrays of an image set that is being filled. */
    private record Block(ImageShape shape, byte[] pixels, byte[] labels) {

        static Block of(ImageShape shape, int count) {
            long bytes = (long) count * shape.size();
            if (bytes > Integer.MAX_VALUE - 8) {
                throw new DataException(count + " images of shape " + shape + " need " + bytes
                        + " bytes, more than the 2 GiB that one set can hold; use smaller images or fewer");
            }
            return new Block(shape, new byte[(int) bytes], new byte[count]);
        }

        void set(int i, List<Writable> record) {
            byte[] image = ((BytesWritable) record.get(0)).getContent();
            System.arraycopy(image, 0, pixels, i * shape.size(), shape.size());
            labels[i] = (byte) record.get(1).toInt();
        }

        ImageSet imageSet(List<String> classNames) {
            return new ImageSet(shape, classNames, pixels, labels);
        }
    }
}
