package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.ui.cache.LruCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was read from files until they change. A file that cannot be read is said so once a state of it, not at every
 * look. Used by one thread.
 */
public final class FileCache<T> {

    private static final Logger LOG = LoggerFactory.getLogger(FileCache.class);

    /** Reads a file. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Path file) throws IOException;
    }

    private record Entry<T>(FileState state, Optional<T> content, Optional<String> problem) {}

    private final Reader<T> reader;
    private final LruCache<Path, Entry<T>> entries;

    /** @param capacity how many files are kept; the ones not asked for longest are forgotten */
    public FileCache(int capacity, Reader<T> reader) {
        this.reader = reader;
        this.entries = new LruCache<>(capacity);
    }

    /** The content as of now; nothing when the file is absent or cannot be read. */
    public Optional<T> get(Path file) {
        FileState state = FileState.of(file);
        if (!state.exists()) {
            entries.remove(file);
            return Optional.empty();
        }
        Optional<Entry<T>> known =
                entries.get(file).filter(entry -> entry.state().equals(state));
        if (known.isPresent()) {
            return known.get().content();
        }
        Entry<T> read = read(file, state);
        entries.put(file, read);
        return read.content();
    }

    /** Why a file that is there cannot be read, as of the last look at it; nothing when it could, or is absent. */
    public Optional<String> problem(Path file) {
        return entries.get(file).flatMap(Entry::problem);
    }

    private Entry<T> read(Path file, FileState state) {
        try {
            return new Entry<>(state, Optional.of(reader.read(file)), Optional.empty());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // RuntimeException too: a table can be damaged in ways that its reader did not think of.
            String why = FileFailure.reason(e);
            LOG.warn("The dashboard leaves out {}: {}", file, why);
            return new Entry<>(state, Optional.empty(), Optional.of(why));
        }
    }
}
