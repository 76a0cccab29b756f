package org.dl4jlab.spark.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.spark.OwnedFolder;

/**
 * Sends decoded data sets to executors as Spark's files: each executor fetches them once. They carry a checksum, which is
 * looked at when they are read there.
 */
final class SentData implements AutoCloseable {

    private final JavaSparkContext context;
    private final DataStore store;

    /** By the id of the data set, then by the name that a file was sent under: its place in a store's cache. */
    private final Map<String, Map<String, String>> sent = new HashMap<>();

    private OwnedFolder folder;

    SentData(JavaSparkContext context, DataStore store) {
        this.context = context;
        this.store = store;
    }

    /**
     * Sends what was not sent before.
     *
     * @return by the name that each file was sent under, its place in a store's cache
     */
    synchronized Map<String, String> send(List<DataSetSpec> data) {
        Map<String, String> all = new HashMap<>();
        data.forEach(spec -> all.putAll(sent.computeIfAbsent(spec.id(), id -> sendOne(spec))));
        return all;
    }

    private Map<String, String> sendOne(DataSetSpec spec) {
        if (!store.decodedFiles(spec).stream()
                .allMatch(file -> Files.isRegularFile(store.cache().resolve(file)))) {
            store.load(spec);
        }
        Map<String, String> places = new HashMap<>();
        try {
            if (folder == null) {
                folder = OwnedFolder.make("dl4j-lab-data-");
            }
            for (Path file : store.decodedFiles(spec)) {
                // Spark knows files by their last name alone; it follows a link only where it is given a path.
                String name = file.toString().replaceAll("[^A-Za-z0-9._-]", "-");
                Path link = Files.createSymbolicLink(
                        folder.path().resolve(name), store.cache().resolve(file).toRealPath());
                context.addFile(link.toUri().toString());
                places.put(name, file.toString().replace('\\', '/'));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + spec.title() + " to the cluster: " + e.getMessage(), e);
        }
        return places;
    }

    @Override
    public synchronized void close() {
        if (folder != null) {
            try {
                folder.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
