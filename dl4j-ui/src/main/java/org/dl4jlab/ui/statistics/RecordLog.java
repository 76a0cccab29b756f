package org.dl4jlab.ui.statistics;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The file format of training statistics: a line that names it, then one frame a record, only ever appended. A frame is
 *
 * <pre>
 * kind (1 byte), time (8 bytes, milliseconds since 1970), length of key (2), length of payload (4),
 * key (UTF-8: session, type and worker, each after the other with a line end between), payload, CRC-32C of all before (4)
 * </pre>
 *
 * with the most significant byte first. So a file can be read while it grows, a run that is killed leaves all frames but
 * the one being written, and nothing in a file is believed before its size and checksum are known. All methods are safe for
 * use by several threads.
 */
final class RecordLog implements Closeable {

    static final byte[] HEADER = "dl4j-lab statistics 1\n".getBytes(StandardCharsets.US_ASCII);

    static final int LONGEST_KEY = 1000;

    /** The end of the year 2100; what claims to be later, or before 1970, is no record. */
    private static final long LATEST = 4_133_980_799_999L;

    /** A run writes a few thousand. */
    static final int MOST_FRAMES = 200_000;

    private static final int HEAD = 1 + 8 + 2 + 4;
    private static final int CHECKSUM = 4;

    /** What a frame holds. */
    enum Kind {
        META_DATA(64 << 10),
        /** The configuration of the network is part of it. */
        STATIC_INFO(4 << 20),
        /** Those of a network of two hundred layers with histograms have some hundred kilobytes. */
        UPDATE(256 << 10);

        private final int longest;

        Kind(int longest) {
            this.longest = longest;
        }
    }

    /** Whose record it is. */
    record Key(String session, String type, String worker) {

        private static Optional<Key> of(byte[] bytes) {
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
            return parts.length == 3 ? Optional.of(new Key(parts[0], parts[1], parts[2])) : Optional.empty();
        }

        private byte[] bytes() {
            if ((session + type + worker).indexOf('\n') >= 0) {
                throw new IllegalArgumentException("A line end in a name of statistics: " + this);
            }
            return String.join("\n", session, type, worker).getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Where a record lies.
     *
     * @param offset of the frame in the file
     * @param length of the payload
     */
    record Frame(Kind kind, long time, Key key, long offset, int keyLength, int length) {

        private long end() {
            return offset + HEAD + keyLength + length + CHECKSUM;
        }
    }

    /** How a channel is locked; null if another process has the lock. */
    @FunctionalInterface
    interface Locking {
        FileLock tryLock(FileChannel channel) throws IOException;
    }

    private final FileChannel channel;
    private long end = HEADER.length;
    private int frames;

    private RecordLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a file to read it.
     *
     * @throws IOException if it cannot be opened, or does not begin as such a file does
     */
    static RecordLog open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            RecordLog log = new RecordLog(channel);
            if (!log.begins()) {
                throw new IOException("it does not begin as one");
            }
            return log;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Opens a file, or makes it, to append to it. Whatever a killed writer left at its end is taken off.
     *
     * @return empty when another writer has it open
     * @throws IOException if it cannot be opened, or does not begin as such a file does
     */
    static Optional<RecordLog> openToAppend(Path file) throws IOException {
        return openToAppend(file, FileChannel::tryLock);
    }

    static Optional<RecordLog> openToAppend(Path file, Locking locking) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (!lock(channel, locking)) {
                channel.close();
                return Optional.empty();
            }
            RecordLog log = new RecordLog(channel);
            if (channel.size() == 0) {
                log.writeAt(0, ByteBuffer.wrap(HEADER));
            } else if (!log.begins()) {
                throw new IOException("it does not begin as one");
            }
            return Optional.of(log);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean lock(FileChannel channel, Locking locking) throws IOException {
        try {
            return locking.tryLock(channel) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without locks. Whoever writes statistics holds the lock of the run's folder, too.
            return true;
        }
    }

    private boolean begins() throws IOException {
        return channel.size() >= HEADER.length && java.util.Arrays.equals(bytes(0, HEADER.length), HEADER);
    }

    private byte[] bytes(long offset, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, offset + buffer.position());
            if (read < 0) {
                throw new EOFException();
            }
        }
        return buffer.array();
    }

    private void writeAt(long offset, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
    }

    /**
     * The frames that were added since the last call. The first one that is not whole ends the list: it is being written, or
     * its writer was killed, or the file is damaged there.
     */
    synchronized List<Frame> news() throws IOException {
        List<Frame> news = new ArrayList<>();
        long size = channel.size();
        while (frames < MOST_FRAMES) {
            Optional<Frame> next = frame(end, size);
            if (next.isEmpty()) {
                break;
            }
            news.add(next.get());
            end = next.get().end();
            frames++;
        }
        return news;
    }

    private Optional<Frame> frame(long offset, long size) throws IOException {
        if (offset + HEAD > size) {
            return Optional.empty();
        }
        ByteBuffer head = ByteBuffer.wrap(bytes(offset, HEAD));
        int kind = head.get();
        long time = head.getLong();
        int keyLength = Short.toUnsignedInt(head.getShort());
        int length = head.getInt();
        if (kind < 0
                || kind >= Kind.values().length
                || keyLength > LONGEST_KEY
                || length < 0
                || length > Kind.values()[kind].longest
                || time < 0
                || time > LATEST
                || offset + HEAD + keyLength + length + CHECKSUM > size) {
            return Optional.empty();
        }
        return Key.of(bytes(offset + HEAD, keyLength))
                .map(key -> new Frame(Kind.values()[kind], time, key, offset, keyLength, length));
    }

    /** Takes off what lies after the last whole frame, so that more can be appended. */
    synchronized void cutTornEnd() throws IOException {
        if (channel.size() > end) {
            channel.truncate(end);
        }
    }

    /**
     * The payload of a frame.
     *
     * @throws IOException if it cannot be read or is damaged
     */
    byte[] payload(Frame frame) throws IOException {
        byte[] all = bytes(frame.offset(), (int) (frame.end() - frame.offset()));
        CRC32C checksum = new CRC32C();
        checksum.update(all, 0, all.length - CHECKSUM);
        if (ByteBuffer.wrap(all, all.length - CHECKSUM, CHECKSUM).getInt() != (int) checksum.getValue()) {
            throw new IOException("a record is damaged");
        }
        int from = HEAD + frame.keyLength();
        return java.util.Arrays.copyOfRange(all, from, from + frame.length());
    }

    /** Appends a record. */
    synchronized Frame append(Kind kind, long time, Key key, byte[] payload) throws IOException {
        byte[] name = key.bytes();
        if (name.length > LONGEST_KEY || payload.length > kind.longest) {
            throw new IOException("a record of " + (name.length + payload.length) + " bytes is too long");
        }
        Frame frame = new Frame(kind, time, key, end, name.length, payload.length);
        ByteBuffer buffer = ByteBuffer.allocate((int) (frame.end() - end));
        buffer.put((byte) kind.ordinal())
                .putLong(time)
                .putShort((short) name.length)
                .putInt(payload.length);
        buffer.put(name).put(payload);
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.array(), 0, buffer.position());
        buffer.putInt((int) checksum.getValue()).flip();
        writeAt(end, buffer);
        end = frame.end();
        frames++;
        return frame;
    }

    /** Whether the file is shorter than what was read of it: it was replaced or cut, and must be opened again. */
    synchronized boolean isCut() throws IOException {
        return channel.size() < end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
