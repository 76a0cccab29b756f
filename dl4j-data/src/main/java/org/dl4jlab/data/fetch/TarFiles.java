package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.dl4jlab.data.file.EntryName;

/** Reads chosen files out of a tar stream. Names inside never become paths on disk. */
final class TarFiles {

    /** Takes the content of one file; need not read it to its end. */
    @FunctionalInterface
    interface Handler {
        void accept(String name, long size, InputStream content) throws IOException;
    }

    private TarFiles() {}

    /**
     * @param wanted names of the files to hand over, without a leading {@code ./}
     * @throws SourceFailure if a wanted file is missing or is a link, or any entry would leave the archive's folder: who
     *     packs such an entry is not to be trusted with the others either
     */
    static void read(InputStream in, Set<String> wanted, Handler handler) throws IOException {
        Set<String> missing = new TreeSet<>(wanted);
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry; (entry = next(tar)) != null; ) {
            String name = checked(entry.getName());
            if (!missing.remove(name)) {
                continue;
            }
            if (entry.isSymbolicLink() || entry.isLink() || entry.isDirectory() || !entry.isFile()) {
                throw new SourceFailure("its entry " + name + " is not a plain file");
            }
            handler.accept(name, entry.getSize(), tar);
        }
        if (!missing.isEmpty()) {
            throw new SourceFailure("it does not hold " + String.join(", ", missing));
        }
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (RuntimeException e) {
            throw new SourceFailure("it is not a readable tar archive: " + e.getMessage(), e);
        }
    }

    private static String checked(String raw) throws SourceFailure {
        return EntryName.inside(raw)
                .filter(name -> raw.indexOf('\\') < 0)
                .orElseThrow(() -> new SourceFailure("its entry '" + raw + "' points outside the archive's folder"));
    }
}
