package org.dl4jlab.data.folder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.file.EntryName;

/**
 * Unpacks a zip or tar of pictures, each file under a number: names inside never become paths on disk, so that none leads
 * out of the folder and none is too strange for the file system.
 */
final class Archive {

    private static final long LARGEST_FILE = 512L << 20;
    private static final int MOST_FILES = 10_000_000;
    /** No picture is compressed further than this, but bombs are. */
    private static final long MOST_EXPANSION = 1000;

    private static final long FREE_EXPANSION = 1L << 30;

    private final Path archive;
    private final Path folder;
    private final List<SkippedFile> passedOver;
    private final ProgressListener listener;

    /** By path: of two entries with one name the later counts, as when they are unpacked one after the other. */
    private final Map<String, FolderScan.Found> found = new LinkedHashMap<>();

    private int files;
    private long written;
    private long expected = -1;

    private Archive(Path archive, Path folder, List<SkippedFile> passedOver, ProgressListener listener) {
        this.archive = archive;
        this.folder = folder;
        this.passedOver = passedOver;
        this.listener = listener;
    }

    static boolean isArchive(Path file) {
        String name = name(file);
        return name.endsWith(".zip") || isTar(name);
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isTar(String name) {
        return name.endsWith(".tar") || name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /**
     * Unpacks everything but junk.
     *
     * @param folder that is made for it
     * @param listener told of the bytes that were unpacked, after each file
     * @throws DataException if the archive is damaged or unpacks to more than it should
     */
    static List<FolderScan.Found> unpack(
            Path archive, Path folder, List<SkippedFile> passedOver, ProgressListener listener) {
        Archive unpacking = new Archive(archive, folder, passedOver, listener);
        boolean tar = isTar(name(archive));
        try {
            Files.createDirectories(folder);
            if (tar) {
                unpacking.tar();
            } else {
                unpacking.zip();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof DataException known) {
                throw known;
            }
            throw new DataException(
                    archive + " cannot be unpacked: it is damaged, or no "
                            + (tar ? "tar" : "zip")
                            + " archive (" + e.getMessage() + "). Get or make it again, or give the folder itself.",
                    e);
        }
        return List.copyOf(unpacking.found.values());
    }

    private void zip() throws IOException {
        try (ZipFile zip = ZipFile.builder().setFile(archive.toFile()).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            expected = entries.stream()
                    .mapToLong(entry -> Math.max(0, entry.getSize()))
                    .sum();
            for (ZipArchiveEntry entry : entries) {
                if (entry.getNameSource() != ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD
                        && !Encoding.isUtf8(entry.getRawName())) {
                    throw otherEncoding(entry.getName());
                }
                String path = path(entry.getName());
                if (entry.isDirectory()) {
                    continue;
                }
                Optional<String> refusal = refusal(zip, entry);
                if (refusal.isPresent()) {
                    pass(path, refusal.get());
                    continue;
                }
                try (InputStream content = zip.getInputStream(entry)) {
                    keep(path, content);
                }
            }
        }
    }

    private static Optional<String> refusal(ZipFile zip, ZipArchiveEntry entry) {
        if (entry.isUnixSymlink()) {
            return Optional.of("is a link, which is not followed");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return Optional.of("is encrypted; unpack the archive with its password and give the folder");
        }
        return zip.canReadEntryData(entry)
                ? Optional.empty()
                : Optional.of("is compressed in a way that is not read (" + ZipMethod.getMethodByCode(entry.getMethod())
                        + "); unpack the archive and give the folder");
    }

    /** Classes whose names cannot be told apart would become one. */
    private DataException otherEncoding(String name) {
        return new DataException(
                archive + " holds the entry '" + name + "', whose name is not in UTF-8. Unpack it with a"
                        + " program that knows the encoding of its names and give the folder, or pack it again with names in"
                        + " UTF-8.");
    }

    private TarArchiveInputStream open(String encoding) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        InputStream plain = name(archive).endsWith("gz")
                ? GzipCompressorInputStream.builder()
                        .setInputStream(raw)
                        .setDecompressConcatenated(true)
                        .get()
                : raw;
        return new TarArchiveInputStream(plain, encoding);
    }

    /** The reader of tar puts question marks in the place of bytes that are no UTF-8; in Latin-1 all bytes are letters. */
    private void checkTarNames() throws IOException {
        try (TarArchiveInputStream tar = open("UTF-8");
                TarArchiveInputStream bytes = open("ISO-8859-1")) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                if (questionMarks(entry.getName())
                        > questionMarks(bytes.getNextEntry().getName())) {
                    throw otherEncoding(entry.getName());
                }
            }
        }
    }

    private static long questionMarks(String name) {
        return name.chars().filter(c -> c == '?').count();
    }

    private void tar() throws IOException {
        boolean odd = false;
        try (TarArchiveInputStream tar = open("UTF-8")) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                odd |= questionMarks(entry.getName()) > 0;
                String path = path(entry.getName());
                if (entry.isDirectory()) {
                    continue;
                }
                if (entry.isLink()) {
                    link(path, entry);
                    continue;
                }
                if (entry.isSymbolicLink()) {
                    pass(path, "is a link, which is not followed");
                    continue;
                }
                if (!entry.isFile() || entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
                    pass(path, "is no plain file");
                    continue;
                }
                keep(path, tar);
            }
        }
        if (odd) {
            checkTarNames();
        }
    }

    /** A hard link is another name of a file that came before. */
    private void link(String path, TarArchiveEntry entry) {
        String name = entry.getLinkName();
        FolderScan.Found target = EntryName.inside(name).map(found::get).orElse(null);
        if (target == null) {
            pass(path, "is a link to " + name + ", which is not in the archive");
        } else {
            found.put(path, new FolderScan.Found(path, target.file()));
        }
    }

    private void pass(String path, String reason) {
        if (JunkFiles.kind(path).isEmpty()) {
            passedOver.add(new SkippedFile(path, reason));
        }
    }

    private String path(String raw) {
        return EntryName.inside(raw)
                .orElseThrow(() -> new DataException(archive + " holds the entry '" + raw
                        + "', which points outside the archive; it is not unpacked."));
    }

    private void keep(String path, InputStream content) throws IOException {
        if (JunkFiles.kind(path).isPresent()) {
            found.put(path, new FolderScan.Found(path, archive));
            return;
        }
        if (files >= MOST_FILES) {
            throw new DataException(archive + " holds more than " + MOST_FILES + " files.");
        }
        Path file = folder.resolve(Integer.toString(files++));
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n; (n = content.read(buffer)) >= 0; ) {
                size += n;
                written += n;
                if (Thread.interrupted()) {
                    Thread.currentThread().interrupt();
                    throw new DataException("Unpacking " + archive + " was interrupted.");
                }
                if (size > LARGEST_FILE || written > FREE_EXPANSION && written / MOST_EXPANSION > Files.size(archive)) {
                    throw new DataException(
                            archive + " unpacks to far more than it holds (at " + path + "); it is not trusted.");
                }
                out.write(buffer, 0, n);
            }
        }
        listener.progress("Unpacking " + archive, written, expected);
        found.put(path, new FolderScan.Found(path, file));
    }
}
