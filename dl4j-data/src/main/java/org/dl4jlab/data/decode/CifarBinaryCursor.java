package org.dl4jlab.data.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.dl4jlab.data.DataException;

/**
 * CIFAR binary files: records of one label byte and the image as planes of red, green and blue. Source: Krizhevsky, "The
 * CIFAR-10 dataset", section "Binary version".
 */
final class CifarBinaryCursor implements ImageCursor {

    private final Iterator<Path> files;
    private final int classes;
    private Path file;
    private InputStream in;
    private long record;

    CifarBinaryCursor(List<Path> files, int classes) {
        this.files = files.iterator();
        this.classes = classes;
    }

    @Override
    public int next(byte[] pixels) throws IOException {
        while (true) {
            if (in == null) {
                if (!files.hasNext()) {
                    return END;
                }
                file = files.next();
                in = ByteStreams.open(file);
                record = 0;
            }
            int label = in.read();
            if (label < 0) {
                if (record == 0) {
                    throw new DataException(file + " is empty");
                }
                in.close();
                in = null;
                continue;
            }
            if (label >= classes) {
                throw new DataException(file + " gives image " + record + " the label " + label + ", allowed are 0 to "
                        + (classes - 1));
            }
            int n = in.readNBytes(pixels, 0, pixels.length);
            if (n < pixels.length) {
                throw new DataException(file + " ends within image " + record + ": its length is not a multiple of "
                        + (1 + pixels.length) + " bytes");
            }
            record++;
            return label;
        }
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
