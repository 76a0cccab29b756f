package org.dl4jlab.data.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoded images on disk. Layout: length of the header as an int; header (magic, version, key, number of images, shape,
 * class names); a byte for each label; the pixels; SHA-256 of all that. The key says what the images were decoded from;
 * a file with another key is out of date.
 */
final class DecodedFile {

    private static final Logger log = LoggerFactory.getLogger(DecodedFile.class);
    private static final int MAGIC = 0x444C4A49;
    private static final int VERSION = 1;
    private static final int LARGEST_HEADER = 1 << 20;
    private static final int DIGEST_BYTES = 32;
    // Small enough that a chunk is still in the CPU's cache when it is hashed.
    private static final int CHUNK = 1 << 18;

    private DecodedFile() {}

    /**
     * @param key what the images must have been decoded from
     * @return nothing if the file is not there, damaged or out of date; the last two are logged
     */
    static Optional<ImageSet> read(Path file, String key) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(read(channel, key));
        } catch (IOException | IllegalArgumentException e) {
            log.warn("{} cannot be used and is made anew: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static ImageSet read(FileChannel channel, String key) throws IOException {
        MessageDigest digest = sha256();
        byte[] prefix = new byte[Integer.BYTES];
        readFully(channel, prefix, digest);
        int headerLength = ByteBuffer.wrap(prefix).getInt();
        if (headerLength < 1 || headerLength > LARGEST_HEADER) {
            throw new IOException("it is not a file of decoded images");
        }
        byte[] headerBytes = new byte[headerLength];
        readFully(channel, headerBytes, digest);
        Header header = Header.parse(headerBytes);
        if (!header.key().equals(key)) {
            throw new IOException("it was made from other files");
        }
        long pixelBytes = (long) header.count() * header.shape().size();
        long expected = Integer.BYTES + headerLength + header.count() + pixelBytes + DIGEST_BYTES;
        // Checked before memory is asked for.
        if (channel.size() != expected || pixelBytes > Integer.MAX_VALUE - 8) {
            throw new IOException("it has " + channel.size() + " bytes, expected " + expected);
        }
        byte[] labels = new byte[header.count()];
        byte[] pixels = new byte[(int) pixelBytes];
        readFully(channel, labels, digest);
        readFully(channel, pixels, digest);
        byte[] stored = new byte[DIGEST_BYTES];
        readFully(channel, stored, null);
        if (!Arrays.equals(stored, digest.digest())) {
            throw new IOException("its checksum is wrong");
        }
        return new ImageSet(header.shape(), header.classNames(), pixels, labels);
    }

    private static void readFully(FileChannel channel, byte[] target, MessageDigest digest) throws IOException {
        for (int offset = 0; offset < target.length; ) {
            int n = channel.read(ByteBuffer.wrap(target, offset, Math.min(CHUNK, target.length - offset)));
            if (n < 0) {
                throw new EOFException("it ends too early");
            }
            if (digest != null) {
                digest.update(target, offset, n);
            }
            offset += n;
        }
    }

    /** @throws IOException if the disk refuses; nothing is left behind then, and an older file stays */
    static void write(Path file, String key, ImageSet images) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(folder, ".tmp-" + file.getFileName() + "-", "");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                MessageDigest digest = sha256();
                byte[] header = Header.of(key, images).bytes();
                byte[] labels = new byte[images.size()];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = (byte) images.label(i);
                }
                byte[] prefix =
                        ByteBuffer.allocate(Integer.BYTES).putInt(header.length).array();
                for (byte[] part : List.of(prefix, header, labels, images.pixels())) {
                    digest.update(part);
                    writeFully(channel, part);
                }
                writeFully(channel, digest.digest());
                channel.force(true);
            }
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
            channel.write(buffer);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Header(String key, int count, ImageShape shape, List<String> classNames) {

        static Header of(String key, ImageSet images) {
            return new Header(key, images.size(), images.shape(), images.classNames());
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(key);
            out.writeInt(count);
            out.writeInt(shape.channels());
            out.writeInt(shape.height());
            out.writeInt(shape.width());
            out.writeInt(classNames.size());
            for (String name : classNames) {
                out.writeUTF(name);
            }
            return bytes.toByteArray();
        }

        static Header parse(byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (in.readInt() != MAGIC) {
                throw new IOException("it is not a file of decoded images");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("it has format version " + version + ", this program writes " + VERSION);
            }
            String key = in.readUTF();
            int count = in.readInt();
            ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
            int classes = in.readInt();
            if (count < 0 || classes < 1 || classes > 256) {
                throw new IOException("its header is damaged");
            }
            List<String> names = new ArrayList<>();
            for (int c = 0; c < classes; c++) {
                names.add(in.readUTF());
            }
            return new Header(key, count, shape, names);
        }
    }
}
