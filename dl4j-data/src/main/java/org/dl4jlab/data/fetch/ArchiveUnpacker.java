package org.dl4jlab.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.SourceLayout;
import org.dl4jlab.data.catalog.SourceLayout.Packing;

/**
 * Brings the files of a data set from an archive into the cache, whatever way the archive packs them.
 *
 * @param spec the data set
 * @param layout of the archive
 * @param folder of the cache
 * @param source names the archive in messages
 * @param listener told of each file
 */
record ArchiveUnpacker(
        DataSetSpec spec, SourceLayout layout, CacheFolder folder, String source, ProgressListener listener) {

    /** No picture of a data set is larger; a false one must not fill the disk. */
    private static final long LARGEST_EXTRA = 64L << 20;

    /** A stream of a gzip file's content that fails on a damaged or trailing byte. */
    static InputStream gunzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(new BufferedInputStream(in))
                .setDecompressConcatenated(true)
                .get();
    }

    /**
     * @param tar the unpacked tar stream
     * @param wanted the files to take; others are left
     * @throws IOException if the archive is damaged or does not hold them
     */
    void tar(InputStream tar, List<DataFile> wanted) throws IOException {
        if (layout.packing() == Packing.CIFAR_SPRITES) {
            sprites(tar, wanted);
            return;
        }
        Map<String, DataFile> byPath = wanted.stream().collect(Collectors.toMap(layout::pathOf, Function.identity()));
        TarFiles.read(tar, byPath.keySet(), (path, size, content) -> {
            DataFile file = byPath.get(path);
            InputStream plain = layout.packing() == Packing.GZIP ? gunzip(content) : content;
            folder.admit(file, plain, source + ": " + file.name(), listener);
        });
    }

    private void sprites(InputStream tar, List<DataFile> wanted) throws IOException {
        CifarSprites sprites = new CifarSprites(spec, wanted);
        Map<String, String> nameByPath = new HashMap<>();
        sprites.fileNames().forEach(name -> nameByPath.put(layout.folder() + name, name));
        Path staging = folder.staging();
        try {
            Set<String> paths = new HashSet<>(nameByPath.keySet());
            TarFiles.read(tar, paths, (path, size, content) -> {
                Path target = staging.resolve(nameByPath.get(path));
                try (OutputStream out = new CappedOutput(target, false, LARGEST_EXTRA, "its entry " + path)) {
                    Transfer.copy(content, out, source + ": " + path, 0, size, listener);
                }
            });
            sprites.assemble(staging, folder, source, listener);
        } finally {
            CacheFolder.remove(staging);
        }
    }
}
