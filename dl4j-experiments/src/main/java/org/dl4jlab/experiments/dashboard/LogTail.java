package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.training.internal.run.RegularFile;

/** The last lines of a log file, however long it is. */
final class LogTail {

    private static final int BYTES = 24 * 1024;
    private static final int LINES = 200;

    private LogTail() {}

    /** Oldest first; empty when the file is absent or cannot be read. */
    static List<String> read(Path file) {
        if (!RegularFile.is(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long from = Math.max(0, channel.size() - BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            int read = channel.read(bytes, from);
            String text = new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            // The first line was probably cut.
            int first = Math.max(from > 0 && lines.size() > 1 ? 1 : 0, lines.size() - LINES);
            return lines.subList(first, lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
