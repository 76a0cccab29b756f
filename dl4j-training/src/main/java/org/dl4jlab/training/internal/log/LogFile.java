package org.dl4jlab.training.internal.log;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/** Writes lines to the end of a file, each one at once. Safe for several threads. */
final class LogFile implements AutoCloseable {

    private final Path path;
    private final Writer out;
    private boolean broken;

    /** @throws IOException if the file can be neither made nor opened */
    LogFile(Path path) throws IOException {
        this.path = path;
        this.out = Files.newBufferedWriter(
                path,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** A disk that takes no more costs the log, not the run; it is told once. */
    synchronized void write(LogLine line) {
        if (broken) {
            return;
        }
        try {
            out.write(line.text());
            out.flush();
        } catch (IOException e) {
            broken = true;
            // Not through a logger of this library, which would come back here.
            LoggerFactory.getLogger(LogFile.class).warn("{} cannot be written and ends here: {}", path, e.toString());
        }
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            out.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(LogFile.class).warn("{} could not be closed: {}", path, e.toString());
        }
    }
}
