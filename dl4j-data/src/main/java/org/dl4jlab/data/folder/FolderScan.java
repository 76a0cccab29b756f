package org.dl4jlab.data.folder;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.file.FileFailure;

/**
 * Lists a person's pictures. Depends on the names of files only, not on the order in which a file system lists them, and
 * not on the machine's language.
 */
public final class FolderScan {

    private final boolean classesMatter;
    private final List<Found> found = new ArrayList<>();
    private final List<SkippedFile> passedOver = new ArrayList<>();
    private final Map<String, Integer> junk = new TreeMap<>();
    private final Set<String> folders = new TreeSet<>();

    /**
     * A file below a folder or in an archive.
     *
     * @param path with {@code /} between names
     * @param file to read
     */
    record Found(String path, Path file) {}

    /** @param classesMatter whether it matters that a class has no files */
    private FolderScan(boolean classesMatter) {
        this.classesMatter = classesMatter;
    }

    /**
     * Looks through a folder, an archive or a manifest.
     *
     * @param root folder, {@code .zip}, {@code .tar}, {@code .tar.gz}, {@code .csv} or {@code .jsonl}
     * @param unpacked folder into which archives are unpacked; made when needed
     * @param listener told of the bytes of an archive that were unpacked
     * @throws DataException if it is not there, or not of one of these forms; the message says what is expected
     */
    public static FolderContent scan(Path root, Path unpacked, ProgressListener listener) {
        Path absolute = root.toAbsolutePath().normalize();
        FolderContent content = new FolderScan(true).run(absolute, unpacked, listener);
        FolderLayout.requireClasses(absolute, content.classNames(), content.passedOver());
        return content;
    }

    /** The same for pictures that nobody learns from: one class is enough. */
    public static FolderContent scanAny(Path root, Path unpacked, ProgressListener listener) {
        return new FolderScan(false).run(root.toAbsolutePath().normalize(), unpacked, listener);
    }

    /** All files below a folder but junk. */
    static List<Found> files(Path root, List<SkippedFile> passedOver) {
        FolderScan scan = new FolderScan(false);
        scan.walk(root);
        passedOver.addAll(scan.passedOver);
        return scan.withoutJunk();
    }

    private FolderContent run(Path root, Path unpacked, ProgressListener listener) {
        if (Files.isDirectory(root)) {
            walk(root);
        } else if (!Files.isRegularFile(root)) {
            throw new DataException(root + " is not there. " + Encoding.hint(root) + FolderLayout.expectation(root));
        } else if (Archive.isArchive(root)) {
            found.addAll(Archive.unpack(root, unpacked, passedOver, listener));
        } else if (Manifest.isManifest(root.getFileName().toString())) {
            walk(root.getParent());
            return manifest(root.getFileName().toString(), root);
        } else {
            throw new DataException(
                    root + " is neither a folder nor an archive nor a manifest. " + FolderLayout.expectation(root));
        }
        List<Found> files = withoutJunk();
        if (classesMatter) {
            passEmptyFolders(files);
        }
        Optional<Found> manifest = Manifest.find(files);
        if (manifest.isPresent()) {
            return manifest(manifest.get().path(), manifest.get().file());
        }
        FolderLayout layout = FolderLayout.of(root, files, passedOver);
        return new FolderContent(layout.classNames(), layout.files(), passedOver, junk);
    }

    /** Of what lies beside a manifest only that matters which it names. */
    private FolderContent manifest(String path, Path file) {
        List<SkippedFile> lines = new ArrayList<>();
        List<PictureFile> listed = Manifest.read(path, file, withoutJunk(), passedOver, lines);
        return new FolderContent(FolderLayout.classNames(file, listed), listed, lines, Map.of());
    }

    /** A class folder without files is not taken for a class; that is said, because somebody made it. */
    private void passEmptyFolders(List<Found> files) {
        List<String> meant = folders.stream()
                .filter(folder -> JunkFiles.kind(folder).isEmpty())
                .toList();
        Set<String> holdSomething = new HashSet<>();
        files.forEach(one -> holdSomething.addAll(above(one.path())));
        passedOver.forEach(one -> holdSomething.addAll(above(one.path())));
        meant.forEach(folder -> holdSomething.addAll(above(folder)));
        meant.stream()
                .filter(folder -> !holdSomething.contains(folder))
                .forEach(folder -> passedOver.add(new SkippedFile(folder, "is a folder without files")));
    }

    /** The folders in which a file or folder lies. */
    private static List<String> above(String path) {
        List<String> above = new ArrayList<>();
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            above.add(path.substring(0, end));
        }
        return above;
    }

    private List<Found> withoutJunk() {
        List<Found> files = new ArrayList<>();
        junk.clear();
        for (Found one : found) {
            Optional<String> kind = JunkFiles.kind(one.path());
            if (kind.isPresent()) {
                junk.merge(kind.get(), 1, Integer::sum);
            } else {
                files.add(one);
            }
        }
        files.sort(Comparator.comparing(Found::path));
        return files;
    }

    private void walk(Path root) {
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor(root));
        } catch (IOException e) {
            throw new DataException("Cannot list " + root + ": " + FileFailure.reason(e), e);
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (Thread.currentThread().isInterrupted()) {
                throw new DataException("Looking through " + root + " was interrupted.");
            }
            if (!folder.equals(root)) {
                folders.add(path(folder));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = path(file);
            if (attributes.isSymbolicLink()) {
                pass(path, "is a link that leads nowhere");
            } else if (attributes.isRegularFile()) {
                found.add(new Found(path, file));
            } else {
                pass(path, "is no plain file");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (file.equals(root)) {
                throw new DataException("Cannot list " + root + ": " + FileFailure.reason(e), e);
            }
            pass(
                    path(file),
                    e instanceof FileSystemLoopException
                            ? "is a link to a folder that it lies in"
                            : "cannot be looked into: " + FileFailure.reason(e));
            return FileVisitResult.CONTINUE;
        }

        private void pass(String path, String reason) {
            if (JunkFiles.kind(path).isEmpty()) {
                passedOver.add(new SkippedFile(path, reason));
            }
        }

        private String path(Path file) {
            String path = root.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            Encoding.check(path);
            return path;
        }
    }
}
