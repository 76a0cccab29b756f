package org.dl4jlab.data.decode;

import java.io.Closeable;
import java.io.IOException;

/** The images of a file, one after another. */
interface ImageCursor extends Closeable {

    int END = -1;

    /**
     * Reads the next image.
     *
     * @param pixels filled with {@code [channels, height, width]} unsigned bytes
     * @return its label, or {@link #END}
     * @throws org.dl4jlab.data.DataException if the file breaks its format; the message names file and place
     * @throws IOException if reading fails or the file ends early
     */
    int next(byte[] pixels) throws IOException;
}
