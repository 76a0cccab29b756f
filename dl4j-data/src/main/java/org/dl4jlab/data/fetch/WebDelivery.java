package org.dl4jlab.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source;
import org.dl4jlab.data.catalog.Source.WebArchive;
import org.dl4jlab.data.catalog.Source.WebFiles;
import org.dl4jlab.data.catalog.SourceLayout.Packing;

/** Downloads from a web server, single files or one archive. */
record WebDelivery(DataSetSpec spec, Source source, FetchOptions options, ProgressListener listener)
        implements Delivery {

    @Override
    public String title() {
        return source.title();
    }

    @Override
    public void deliver(List<DataFile> wanted, CacheFolder folder) throws IOException, InterruptedException {
        WebDownload download = new WebDownload(options, listener);
        if (source instanceof WebFiles web) {
            for (DataFile file : wanted) {
                file(web, file, folder, download);
            }
        } else if (source instanceof WebArchive web) {
            archive(web, wanted, folder, download);
        } else {
            throw new IllegalArgumentException("not a web source: " + source);
        }
    }

    private void file(WebFiles web, DataFile file, CacheFolder folder, WebDownload download)
            throws IOException, InterruptedException {
        boolean gzip = web.layout().packing() == Packing.GZIP;
        URI uri = web.base().resolve(web.layout().pathOf(file));
        Path partial = folder.partial(file.name() + (gzip ? ".gz" : ""));
        take(partial, () -> download.to(partial, uri, gzip ? -1 : file.size(), file.size()), () -> {
            try (InputStream raw = new BufferedInputStream(Files.newInputStream(partial))) {
                folder.admit(file, gzip ? ArchiveUnpacker.gunzip(raw) : raw, title() + ": " + file.name(), listener);
            }
        });
    }

    private void archive(WebArchive web, List<DataFile> wanted, CacheFolder folder, WebDownload download)
            throws IOException, InterruptedException {
        Path partial = folder.partial(Path.of(web.uri().getPath()).getFileName().toString());
        take(partial, () -> download.to(partial, web.uri(), web.size(), web.size()), () -> {
            String sha256 = Checksums.sha256(partial);
            if (!sha256.equals(web.sha256())) {
                throw new SourceFailure("has the wrong content: SHA-256 " + sha256 + ", expected " + web.sha256());
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(partial))) {
                new ArchiveUnpacker(spec, web.layout(), folder, title(), listener)
                        .tar(ArchiveUnpacker.gunzip(in), wanted);
            }
        });
    }

    /**
     * Downloads, verifies and removes the download. One that was cut off stays for a later attempt; one with wrong
     * content does not. If the wrong one had been continued, it may have been made of two different files, so it is
     * loaded once more from the first byte before the server is blamed.
     */
    private static void take(Path partial, Step download, Step verification) throws IOException, InterruptedException {
        boolean continued = Files.exists(partial);
        download.run();
        try {
            verification.run();
        } catch (IOException e) {
            delete(partial);
            if (!continued) {
                throw e;
            }
            take(partial, download, verification);
            return;
        }
        delete(partial);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CacheFailure(file, e);
        }
    }

    /** Download or verification of one thing. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
