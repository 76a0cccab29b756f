package org.dl4jlab.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source;
import org.dl4jlab.data.catalog.SourceLayout;

/**
 * Takes what a user has put into a folder by hand: the files themselves, the files as {@code .gz}, or the archive of a
 * source as it was downloaded elsewhere; in the folder or in its sub-folder named as the data set.
 */
record ManualDelivery(DataSetSpec spec, Path hand, ProgressListener listener) implements Delivery {

    @Override
    public String title() {
        return "folder " + hand;
    }

    @Override
    public void deliver(List<DataFile> wanted, CacheFolder folder) throws IOException {
        List<DataFile> missing = new ArrayList<>(wanted);
        List<String> failures = new ArrayList<>();
        for (Path place : List.of(hand, hand.resolve(spec.id()))) {
            for (SourceLayout layout : List.of(SourceLayout.plain(""), SourceLayout.gzip(""))) {
                List<DataFile> here = missing.stream()
                        .filter(f -> isCandidate(place.resolve(layout.pathOf(f)), folder.pathOf(f)))
                        .toList();
                for (DataFile file : here) {
                    if (attempt(
                            failures,
                            () -> new FolderDelivery(spec, place, layout, listener).deliver(List.of(file), folder))) {
                        missing.remove(file);
                    }
                }
            }
            for (Map.Entry<String, SourceLayout> archive : archives(spec).entrySet()) {
                Path path = place.resolve(archive.getKey());
                if (!missing.isEmpty() && Files.isRegularFile(path)) {
                    List<DataFile> now = List.copyOf(missing);
                    if (attempt(failures, () -> unpack(path, archive.getValue(), now, folder))) {
                        missing.clear();
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            failures.add("does not hold "
                    + String.join(", ", missing.stream().map(DataFile::name).toList()));
            throw new SourceFailure(String.join("; ", failures));
        }
    }

    /** Archives that a user may supply, by file name. */
    static Map<String, SourceLayout> archives(DataSetSpec spec) {
        Map<String, SourceLayout> archives = new LinkedHashMap<>();
        for (Source source : spec.sources()) {
            if (source instanceof Source.NpmPackage npm) {
                archives.put(npm.name() + "-" + npm.version() + ".tgz", npm.layout());
            } else if (source instanceof Source.WebArchive web) {
                archives.put(Path.of(web.uri().getPath()).getFileName().toString(), web.layout());
            }
        }
        return archives;
    }

    // The cache's own file of that name has been checked already and found wanting.
    private static boolean isCandidate(Path path, Path inCache) {
        return Files.isRegularFile(path)
                && !path.toAbsolutePath()
                        .normalize()
                        .equals(inCache.toAbsolutePath().normalize());
    }

    private void unpack(Path archive, SourceLayout layout, List<DataFile> wanted, CacheFolder folder)
            throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
            new ArchiveUnpacker(spec, layout, folder, archive.toString(), listener)
                    .tar(ArchiveUnpacker.gunzip(in), wanted);
        } catch (IOException e) {
            throw new SourceFailure(archive + ": " + SourceFailure.reason(e), e);
        }
    }

    private static boolean attempt(List<String> failures, Step step) {
        try {
            step.run();
            return true;
        } catch (IOException e) {
            failures.add(e.getMessage());
            return false;
        }
    }

    /** Reading one file or archive. */
    private interface Step {
        void run() throws IOException;
    }
}
