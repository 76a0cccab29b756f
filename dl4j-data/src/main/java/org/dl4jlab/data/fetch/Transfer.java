package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies streams and tells how far it is. */
final class Transfer {

    private static final int BUFFER = 1 << 17;

    private Transfer() {}

    /**
     * @param from bytes that were there already
     * @param total bytes in all, or -1
     * @return bytes there now
     */
    static long copy(InputStream in, OutputStream out, String source, long from, long total, ProgressListener listener)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long done = from;
        listener.progress(source, done, total);
        for (int n; (n = in.read(buffer)) >= 0; ) {
            out.write(buffer, 0, n);
            done += n;
            listener.progress(source, done, total);
        }
        return done;
    }
}
