package org.dl4jlab.spark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.dl4jlab.data.store.DataStore;

/** Data sets that came to an executor as Spark's files. */
final class ReceivedData {

    private ReceivedData() {}

    /**
     * A store that has them and fetches nothing.
     *
     * @param root folder of the executor's own
     * @param data by the name that each file was sent under, its place in the store's cache
     */
    static synchronized DataStore in(Path root, Map<String, String> data) throws IOException {
        Path cache = root.resolve("data");
        for (Map.Entry<String, String> file : data.entrySet()) {
            Path place = cache.resolve(file.getValue());
            if (!Files.exists(place)) {
                Files.createDirectories(place.getParent());
                Files.createSymbolicLink(
                        place, Path.of(SparkFiles.get(file.getKey())).toAbsolutePath());
            }
        }
        return DataStore.open(cache).offline();
    }
}
