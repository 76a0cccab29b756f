package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    private record Entry<T>(FileState state, Optional<T> content) {}

    private final Reader<T> reader;
    private final Map<Path, Entry<T>> entries;

    /** @param capacity how many files are kept; the ones not asked for longest are forgotten */
    public FileCache(int capacity, Reader<T> reader) {
        this.reader = reader;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Path, Entry<T>> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The content as of now; nothing when the file is absent or cannot be read. */
    public Optional<T> get(Path file) {
        FileState state = FileState.of(file);
        if (!state.exists()) {
            entries.remove(file);
            return Optional.empty();
        }
        Entry<T> known = entries.get(file);
        if (known == null || !known.state().equals(state)) {
            known = new Entry<>(state, read(file));
            entries.put(file, known);
        }
        return known.content();
    }

    private Optional<T> read(Path file) {
        try {
            return Optional.of(reader.read(file));
        } catch (IOException | RuntimeException e) {
            // RuntimeException too: a table can be damaged in ways that its reader did not think of.
            LOG.warn("The dashboard leaves out {}: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
