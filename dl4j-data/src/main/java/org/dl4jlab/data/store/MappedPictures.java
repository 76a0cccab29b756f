package org.dl4jlab.data.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.data.image.ImagePixels;

/**
 * Decoded pictures of one size in a file that may be larger than memory: it is mapped, and the operating system keeps of it
 * what fits. A picture is found by the checksum of the file it came from. Layout: a page with magic number, version, image
 * size, number of rows, length and CRC-32C of the index; the rows, one image each; the index.
 *
 * <p>Every row has its own CRC-32C, checked when the row is read for the first time, so that opening costs nothing.
 */
final class MappedPictures {

    static final int PAGE = 4096;
    static final int MAGIC = 0x444C5042;
    static final int VERSION = 1;

    private static final long LARGEST_SEGMENT = 1L << 30;
    private static final int ROW_INDEX = ContentHash.BYTES + Integer.BYTES + DecodedPicture.BYTES;

    private final Path file;
    private final int imageBytes;
    private final Index index;
    private final List<MappedByteBuffer> segments;
    private final int rowsInSegment;
    private final byte[] checked;

    private MappedPictures(Path file, int imageBytes, Index index, List<MappedByteBuffer> segments, int rowsInSegment) {
        this.file = file;
        this.imageBytes = imageBytes;
        this.index = index;
        this.segments = segments;
        this.rowsInSegment = rowsInSegment;
        this.checked = new byte[index.rows().size()];
    }

    /**
     * What is known of the rows.
     *
     * @param rows in their order; null where the picture could not be decoded
     * @param checksums CRC-32C of each row
     * @param numbers of the rows, by the content of the files
     * @param failures why pictures could not be decoded
     */
    record Index(
            List<DecodedPicture> rows,
            List<Integer> checksums,
            Map<ContentHash, Integer> numbers,
            Map<ContentHash, String> failures) {

        static Index empty() {
            return new Index(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
        }

        boolean knows(ContentHash content) {
            return numbers.containsKey(content) || failures.containsKey(content);
        }
    }

    static long position(int row, int imageBytes) {
        return PAGE + (long) row * imageBytes;
    }

    /** @return nothing if the file is not there or cannot be used, which the listener hears of */
    static Optional<MappedPictures> open(Path file, int imageBytes, ProgressListener listener) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(open(file, channel, imageBytes));
        } catch (ClosedByInterruptException e) {
            throw DataException.interrupted("Reading " + file, e);
        } catch (IOException | RuntimeException e) {
            listener.warn(file + " cannot be used and is made anew: " + FileFailure.reason(e));
            return Optional.empty();
        }
    }

    static MappedPictures open(Path file, FileChannel channel, int imageBytes) throws IOException {
        ByteBuffer head = read(channel, 0, PAGE);
        if (head.getInt() != MAGIC || head.getInt() != VERSION || head.getInt() != imageBytes) {
            throw new IOException("it is not a file of decoded pictures of this size");
        }
        int rows = head.getInt();
        int indexBytes = head.getInt();
        int checksum = head.getInt();
        long indexAt = position(rows, imageBytes);
        if (rows < 0 || indexBytes < 0 || channel.size() != indexAt + indexBytes) {
            throw new IOException("its length is wrong");
        }
        ByteBuffer bytes = read(channel, indexAt, indexBytes);
        CRC32C found = new CRC32C();
        found.update(bytes.duplicate());
        if ((int) found.getValue() != checksum) {
            throw new IOException("its checksum is wrong");
        }
        Index index = index(bytes, rows);
        int rowsInSegment = (int) Math.max(1, LARGEST_SEGMENT / imageBytes);
        List<MappedByteBuffer> segments = new ArrayList<>();
        for (int first = 0; first < rows; first += rowsInSegment) {
            int count = Math.min(rowsInSegment, rows - first);
            segments.add(
                    channel.map(FileChannel.MapMode.READ_ONLY, position(first, imageBytes), (long) count * imageBytes));
        }
        return new MappedPictures(file, imageBytes, index, segments, rowsInSegment);
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
        return bytes.flip();
    }

    static ByteBuffer bytes(Index index) {
        ByteBuffer failures = failures(index.failures());
        ContentHash[] contents = new ContentHash[index.rows().size()];
        index.numbers().forEach((content, row) -> contents[row] = content);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact((long) contents.length * (1 + ROW_INDEX) + failures.remaining()));
        for (int row = 0; row < contents.length; row++) {
            int start = bytes.position();
            if (contents[row] != null) {
                bytes.put((byte) 1)
                        .put(contents[row].sha256())
                        .putInt(index.checksums().get(row));
                index.rows().get(row).write(bytes);
            }
            bytes.position(start + 1 + ROW_INDEX);
        }
        return bytes.put(failures).flip();
    }

    private static ByteBuffer failures(Map<ContentHash, String> failures) {
        List<byte[]> texts = failures.values().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int length = Integer.BYTES;
        for (byte[] text : texts) {
            length += ContentHash.BYTES + Integer.BYTES + text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).putInt(texts.size());
        int i = 0;
        for (ContentHash content : failures.keySet()) {
            byte[] text = texts.get(i++);
            bytes.put(content.sha256()).putInt(text.length).put(text);
        }
        return bytes.flip();
    }

    private static Index index(ByteBuffer bytes, int rows) {
        Index index = Index.empty();
        for (int row = 0; row < rows; row++) {
            int end = bytes.position() + 1 + ROW_INDEX;
            if (bytes.get() == 1) {
                index.numbers().put(hash(bytes), row);
                index.checksums().add(bytes.getInt());
                index.rows().add(DecodedPicture.read(bytes));
            } else {
                index.checksums().add(0);
                index.rows().add(null);
            }
            bytes.position(end);
        }
        int failures = bytes.getInt();
        for (int i = 0; i < failures; i++) {
            ContentHash content = hash(bytes);
            byte[] text = new byte[bytes.getInt()];
            bytes.get(text);
            index.failures().put(content, new String(text, StandardCharsets.UTF_8));
        }
        return index;
    }

    private static ContentHash hash(ByteBuffer bytes) {
        byte[] hash = new byte[ContentHash.BYTES];
        bytes.get(hash);
        return new ContentHash(hash);
    }

    Index index() {
        return index;
    }

    /** What is known of a picture that was decoded. */
    DecodedPicture picture(ContentHash content) {
        return index.rows().get(index.numbers().get(content));
    }

    /** The images of some pictures, in that order. */
    ImagePixels images(List<ContentHash> contents) {
        int[] rows = contents.stream().mapToInt(index.numbers()::get).toArray();
        return new ImagePixels() {
            @Override
            public int count() {
                return rows.length;
            }

            @Override
            public void read(int i, byte[] target, int at) {
                MappedPictures.this.read(rows[i], target, at);
            }
        };
    }

    /** Copies a row and, the first time, checks it. */
    void read(int row, byte[] target, int at) {
        segments.get(row / rowsInSegment).get(row % rowsInSegment * imageBytes, target, at, imageBytes);
        // Two threads may check the same row: that does no harm.
        if (checked[row] == 0) {
            if (checksum(target, at, imageBytes) != index.checksums().get(row)) {
                throw new DataException(file + " is damaged (picture " + row + "); remove it, it will be made anew.");
            }
            checked[row] = 1;
        }
    }

    static int checksum(byte[] bytes, int at, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, at, length);
        return (int) checksum.getValue();
    }
}
