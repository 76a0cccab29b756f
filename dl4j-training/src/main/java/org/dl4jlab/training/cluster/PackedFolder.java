package org.dl4jlab.training.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.EntryName;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.training.internal.run.DatedFolder;

/** The files of a folder on their way from one machine to another. What comes from elsewhere is not believed. */
public final class PackedFolder {

    /** Of all files together, unpacked; an array has little more room. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int MOST_FILES = 10_000;

    private final byte[] zip;

    private PackedFolder(byte[] zip) {
        this.zip = zip;
    }

    /** Files as {@link #bytes()} gave them elsewhere. */
    public static PackedFolder of(byte[] bytes) {
        return new PackedFolder(bytes.clone());
    }

    /**
     * Packs the regular files of a folder and of those in it.
     *
     * @throws IOException if one cannot be read, or they are too large together
     */
    public static PackedFolder of(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long total = 0;
        try (ZipOutputStream out = new ZipOutputStream(bytes);
                Stream<Path> inside = Files.walk(folder)) {
            // Most of it is compressed already.
            out.setLevel(Deflater.BEST_SPEED);
            for (Path file : inside.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                total += Files.size(file);
                if (total > MOST_BYTES) {
                    throw new IOException("what it left is larger than " + (MOST_BYTES >> 20) + " MiB");
                }
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return new PackedFolder(bytes.toByteArray());
    }

    /** As they are sent. */
    public byte[] bytes() {
        return zip.clone();
    }

    /** How many bytes are sent. */
    public long size() {
        return zip.length;
    }

    /**
     * One file.
     *
     * @throws IOException if there is none of that name
     */
    public byte[] file(String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                if (entry.getName().equals(name)) {
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    copy(in, content, MOST_BYTES);
                    return content.toByteArray();
                }
            }
        }
        throw new IOException("what came back has no " + name);
    }

    /**
     * Unpacks the only folder in it, whole or not at all.
     *
     * @param parent made if it is not there
     * @return the folder in {@code parent}, of the same name, or with a number if that is taken
     * @throws IOException if it is no such folder, or cannot be written
     */
    public Path unpackInto(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path temporary = Files.createDirectory(parent.resolve(AtomicFile.TEMPORARY_PREFIX + UUID.randomUUID()));
        try {
            unpack(temporary);
            List<Path> folders;
            try (Stream<Path> children = Files.list(temporary)) {
                folders = children.toList();
            }
            if (folders.size() != 1 || !Files.isDirectory(folders.get(0))) {
                throw new IOException("what came back is not one folder");
            }
            return DatedFolder.move(folders.get(0), parent);
        } finally {
            FileTree.remove(temporary);
        }
    }

    private void unpack(Path folder) throws IOException {
        long room = MOST_BYTES;
        int files = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry next; (next = in.getNextEntry()) != null; ) {
                ZipEntry entry = next;
                String raw = entry.getName();
                Path target = EntryName.inside(raw)
                        .filter(name -> !name.isEmpty() && !entry.isDirectory())
                        .map(folder::resolve)
                        .orElseThrow(() -> new IOException("what came back has a file that it may not have: " + raw));
                if (++files > MOST_FILES) {
                    throw new IOException("what came back has more than " + MOST_FILES + " files");
                }
                Files.createDirectories(target.getParent());
                try (OutputStream out = Files.newOutputStream(target)) {
                    room -= copy(in, out, room);
                }
            }
        }
    }

    private static long copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] some = new byte[1 << 16];
        long total = 0;
        for (int n; (n = in.read(some)) > 0; ) {
            total += n;
            if (total > most) {
                throw new IOException("what came back is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            out.write(some, 0, n);
        }
        return total;
    }
}
