package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.data.file.FileTree;

/** The folder in which the verified files of one data set are kept. */
final class CacheFolder {

    /** Starts the names of downloads that a later fetch continues. */
    private static final String PARTIAL = ".partial-";

    private final Path path;

    CacheFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path pathOf(DataFile file) {
        return path.resolve(file.name());
    }

    /** Whether a file is there and is, byte for byte, the catalogue's. */
    FileCheck check(DataFile file) {
        Path target = pathOf(file);
        try {
            if (!Files.isRegularFile(target)) {
                return new FileCheck(file, target, FileCheck.State.MISSING, "not there");
            }
            long size = Files.size(target);
            if (size != file.size()) {
                return new FileCheck(file, target, FileCheck.State.DAMAGED, size + " bytes, expected " + file.size());
            }
            String sha256 = Checksums.sha256(target);
            return sha256.equals(file.sha256())
                    ? new FileCheck(file, target, FileCheck.State.GOOD, "SHA-256 " + sha256)
                    : new FileCheck(
                            file, target, FileCheck.State.DAMAGED, "SHA-256 " + sha256 + ", expected " + file.sha256());
        } catch (IOException e) {
            return new FileCheck(file, target, FileCheck.State.DAMAGED, "cannot be read: " + FileFailure.reason(e));
        }
    }

    /** The files of a data set that are not there or not good. */
    List<FileCheck> flaws(DataSetSpec spec) {
        return spec.files().stream().map(this::check).filter(c -> !c.good()).toList();
    }

    /**
     * Takes a file in, if it is the catalogue's.
     *
     * @throws IOException if reading fails, or size or checksum are wrong
     * @throws CacheFailure if the folder cannot be written
     */
    void admit(DataFile file, InputStream content, String source, ProgressListener listener) throws IOException {
        try (VerifiedOutput out = new VerifiedOutput(path, file)) {
            Transfer.copy(content, out, source, 0, file.size(), listener);
            out.commit();
        }
    }

    VerifiedOutput output(DataFile file) {
        return new VerifiedOutput(path, file);
    }

    /** Where a download of that name is kept until it is complete. */
    Path partial(String name) {
        return path.resolve(PARTIAL + name);
    }

    /** A new folder for what a source brings; the caller removes it with {@link #remove}. */
    Path staging() {
        try {
            return Files.createTempDirectory(path, AtomicFile.TEMPORARY_PREFIX);
        } catch (IOException e) {
            throw new CacheFailure(path, e);
        }
    }

    /** Removes what a killed process left. Call only while holding the folder's lock. */
    void removeLeftovers() {
        remove(AtomicFile.TEMPORARY_PREFIX);
    }

    /** Removes downloads that nobody will continue. Call only while holding the folder's lock. */
    void removePartials() {
        remove(PARTIAL);
    }

    private void remove(String prefix) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(path, prefix + "*")) {
            leftovers.forEach(CacheFolder::remove);
        } catch (IOException e) {
            throw new CacheFailure(path, e);
        }
    }

    static void remove(Path fileOrFolder) {
        try {
            FileTree.remove(fileOrFolder);
        } catch (IOException e) {
            throw new CacheFailure(fileOrFolder, e);
        }
    }
}
