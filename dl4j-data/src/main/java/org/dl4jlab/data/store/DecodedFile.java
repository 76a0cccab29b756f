package org.dl4jlab.data.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;

/**
 * Decoded images on disk. Layout: length of the header as an int; header (magic, version, key, number of images, shape,
 * class names); a byte for each label; the pixels; CRC-32C of all that as a long. The key says what the images were
 * decoded from; a file with another key is out of date.
 *
 * <p>The checksum finds damage. It is no protection against malice, nor could it be one, since it lies in the same file;
 * SHA-256 here would take ten times as long at every start.
 */
final class DecodedFile {

    private static final int MAGIC = 0x444C4A49;
    private static final int VERSION = 1;
    private static final int LARGEST_HEADER = 1 << 20;
    // Small enough that a chunk is still in the CPU's cache when its checksum is taken.
    private static final int CHUNK = 1 << 18;

    private DecodedFile() {}

    /**
     * @param key what the images must have been decoded from
     * @return nothing if the file is not there, damaged or out of date; the listener hears of the last two
     */
    static Optional<ImageSet> read(Path file, String key, ProgressListener listener) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(read(channel, key));
        } catch (ClosedByInterruptException e) {
            throw DataException.interrupted("Reading " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            listener.warn(file + " cannot be used and is made anew: " + FileFailure.reason(e));
            return Optional.empty();
        }
    }

    private static ImageSet read(FileChannel channel, String key) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] prefix = new byte[Integer.BYTES];
        readFully(channel, prefix, checksum);
        int headerLength = ByteBuffer.wrap(prefix).getInt();
        if (headerLength < 1 || headerLength > LARGEST_HEADER) {
            throw new IOException("it is not a file of decoded images");
        }
        byte[] headerBytes = new byte[headerLength];
        readFully(channel, headerBytes, checksum);
        Header header = Header.parse(headerBytes);
        if (!header.key().equals(key)) {
            throw new IOException("it was made from other files");
        }
        long pixelBytes = (long) header.count() * header.shape().size();
        long expected = Integer.BYTES + headerLength + header.count() + pixelBytes + Long.BYTES;
        // Checked before memory is asked for.
        if (channel.size() != expected || pixelBytes > Integer.MAX_VALUE - 8) {
            throw new IOException("it has " + channel.size() + " bytes, expected " + expected);
        }
        byte[] labels = new byte[header.count()];
        byte[] pixels = new byte[(int) pixelBytes];
        readFully(channel, labels, checksum);
        readFully(channel, pixels, checksum);
        long found = checksum.getValue();
        byte[] stored = new byte[Long.BYTES];
        readFully(channel, stored, checksum);
        if (ByteBuffer.wrap(stored).getLong() != found) {
            throw new IOException("its checksum is wrong");
        }
        return new ImageSet(header.shape(), header.classNames(), pixels, labels);
    }

    private static void readFully(FileChannel channel, byte[] target, CRC32C checksum) throws IOException {
        for (int offset = 0; offset < target.length; ) {
            int n = channel.read(ByteBuffer.wrap(target, offset, Math.min(CHUNK, target.length - offset)));
            if (n < 0) {
                throw new EOFException("it ends too early");
            }
            checksum.update(target, offset, n);
            offset += n;
        }
    }

    /**
     * Writes if possible. The images are there already, so a cache that cannot keep them costs time at the next start,
     * not this run.
     */
    static void keep(Path file, String key, ImageSet images, ProgressListener listener) {
        try {
            write(file, key, images);
        } catch (ClosedByInterruptException e) {
            throw DataException.interrupted("Writing " + file, e);
        } catch (IOException e) {
            listener.warn(
                    "The decoded images cannot be kept in " + file + " and will be decoded again next time: " + e);
        }
    }

    /** @throws IOException if the disk refuses; nothing is left behind then, and an older file stays */
    static void write(Path file, String key, ImageSet images) throws IOException {
        Files.createDirectories(file.getParent());
        // A killed process cannot clean up; another process may be writing now.
        FileTree.removeTemporary(file.getParent(), 1, Duration.ofHours(1));
        try (AtomicFile out = new AtomicFile(file)) {
            CRC32C checksum = new CRC32C();
            byte[] header = Header.of(key, images).bytes();
            byte[] labels = new byte[images.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) images.label(i);
            }
            byte[] prefix =
                    ByteBuffer.allocate(Integer.BYTES).putInt(header.length).array();
            for (byte[] part : List.of(prefix, header, labels)) {
                checksum.update(part);
                out.write(ByteBuffer.wrap(part));
            }
            byte[] some = new byte
                    [Math.max(1, CHUNK / images.shape().size()) * images.shape().size()];
            for (int i = 0; i < images.size(); ) {
                int length = 0;
                for (; length < some.length && i < images.size(); i++) {
                    images.read(i, some, length);
                    length += images.shape().size();
                }
                checksum.update(some, 0, length);
                out.write(ByteBuffer.wrap(some, 0, length));
            }
            out.write(
                    ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).flip());
            out.commit();
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
