package org.dl4jlab.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source.DebianPackage;
import org.dl4jlab.data.catalog.SourceLayout;

/** Takes the files of an installed Debian package, or lets {@code apt-get} bring the package and reads it. */
record DebianDelivery(DataSetSpec spec, DebianPackage source, FetchOptions options, ProgressListener listener)
        implements Delivery {

    private static final int XZ_MEMORY_KIB = 256 << 10;

    @Override
    public String title() {
        return source.title();
    }

    @Override
    public void deliver(List<DataFile> wanted, CacheFolder folder) throws IOException, InterruptedException {
        if (Files.isDirectory(source.installed())) {
            SourceLayout layout = new SourceLayout("", source.layout().packing());
            new FolderDelivery(spec, source.installed(), layout, listener).deliver(wanted, folder);
            return;
        }
        Path staging = folder.staging();
        try {
            download(staging);
            unpack(PackageClient.result(staging, ".deb"), wanted, folder);
        } finally {
            CacheFolder.remove(staging);
        }
    }

    private void download(Path staging) throws IOException, InterruptedException {
        Duration limit = options.clientTimeout();
        try {
            PackageClient.run(aptGet(List.of(), "download", source.name()), staging, limit, title(), listener);
        } catch (SourceFailure unknownPackage) {
            // A fresh system has no package lists. They are fetched into a folder of our own, which needs no rights
            // and leaves the system's lists as they are.
            Path state = Files.createDirectories(staging.resolve("apt/lists/partial"))
                    .getParent();
            Path archives = Files.createDirectories(staging.resolve("apt/cache/archives/partial"));
            List<String> own = List.of(
                    "-o",
                    "Dir::State::Lists=" + state,
                    "-o",
                    "Dir::Cache=" + archives.getParent().getParent());
            try {
                PackageClient.run(aptGet(own, "update"), staging, limit, title() + ": package lists", listener);
                PackageClient.run(aptGet(own, "download", source.name()), staging, limit, title(), listener);
            } catch (SourceFailure e) {
                e.addSuppressed(unknownPackage);
                throw e;
            }
        }
    }

    private List<String> aptGet(List<String> settings, String... words) {
        List<String> command = new ArrayList<>();
        command.add(options.aptGetCommand());
        command.addAll(List.of("-q", "-o", "Acquire::Retries=1"));
        command.addAll(
                List.of("-o", "Acquire::http::Timeout=" + options.stallTimeout().toSeconds()));
        command.addAll(settings);
        command.addAll(List.of(words));
        return command;
    }

    private void unpack(Path deb, List<DataFile> wanted, CacheFolder folder) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(deb));
                ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
            for (ArArchiveEntry entry; (entry = ar.getNextEntry()) != null; ) {
                if (entry.getName().startsWith("data.tar")) {
                    new ArchiveUnpacker(spec, source.layout(), folder, title(), listener)
                            .tar(decompress(entry.getName(), ar), wanted);
                    return;
                }
            }
        }
        throw new SourceFailure("the package holds no data.tar");
    }

    private InputStream decompress(String name, InputStream in) throws IOException {
        return switch (name) {
            case "data.tar" -> in;
            case "data.tar.gz" -> ArchiveUnpacker.gunzip(in);
            case "data.tar.xz" ->
                XZCompressorInputStream.builder()
                        .setInputStream(in)
                        .setMemoryLimitKiB(XZ_MEMORY_KIB)
                        .get();
            // Ubuntu packs with zstd, which needs a native library of its own.
            default ->
                throw new SourceFailure(
                        "its " + name + " is compressed in a way that is not read here; install the package instead: "
                                + options.aptGetCommand() + " install " + source.name());
        };
    }
}
