package org.dl4jlab.training.internal.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.training.internal.run.MetricsTable;

/**
 * The layout of a checkpoint on disk: a magic number, the fields in the order of {@link Checkpoint}, and the SHA-256 of
 * all of it. Numbers are big-endian.
 */
final class CheckpointFile {

    /** "DLCK" and the version of the layout. */
    private static final long MAGIC = 0x444c434b00000002L;

    private static final int DIGEST_BYTES = 32;
    private static final int BUFFER_BYTES = 1 << 16;

    private CheckpointFile() {}

    /** Writes the file. */
    static void write(Path file, Checkpoint checkpoint) throws IOException {
        MessageDigest digest = Checksums.sha256();
        try (FileOutputStream disk = new FileOutputStream(file.toFile());
                OutputStream buffered = new BufferedOutputStream(disk, BUFFER_BYTES)) {
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(buffered, digest));
            write(out, checkpoint);
            out.flush();
            buffered.write(digest.digest());
            buffered.flush();
        }
    }

    /**
     * Reads a file that {@link #write(Path, Checkpoint)} wrote.
     *
     * @throws IOException if it cannot be read, or is not whole
     */
    static Checkpoint read(Path file) throws IOException {
        MessageDigest digest = Checksums.sha256();
        try (DataInputStream raw =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            DataInputStream in = new DataInputStream(new DigestInputStream(raw, digest));
            if (Files.size(file) < Long.BYTES + DIGEST_BYTES || in.readLong() != MAGIC) {
                throw new IOException(file + " is no checkpoint of this version of dl4j-lab");
            }
            Checkpoint checkpoint = new Reader(in, Files.size(file)).checkpoint();
            byte[] expected = raw.readNBytes(DIGEST_BYTES);
            if (!Arrays.equals(expected, digest.digest()) || raw.read() != -1) {
                throw damaged(file, null);
            }
            return checkpoint;
        } catch (EOFException | IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    private static IOException damaged(Path file, Exception cause) {
        return new IOException(file + " is damaged: its checksum does not fit", cause);
    }

    private static void write(DataOutputStream out, Checkpoint c) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(c.position().epoch());
        out.writeInt(c.position().batch());
        out.writeLong(c.images());
        out.writeDouble(c.seconds());
        out.writeInt(c.rows().size());
        for (MetricsTable.Row row : c.rows()) {
            out.writeInt(row.epoch());
            out.writeInt(row.step());
            out.writeDouble(row.learningRate());
            out.writeDouble(row.trainLoss());
            writeOptional(out, row.validationLoss());
            writeOptional(out, row.validationAccuracy());
            out.writeDouble(row.imagesPerSecond());
            out.writeDouble(row.seconds());
            writeOptional(out, row.trainAccuracy());
            writeOptional(out, row.penalty());
        }
        writeFloats(out, c.losses());
        writeFloats(out, c.parameters());
        writeFloats(out, c.updater());
        out.writeBoolean(c.average().isPresent());
        if (c.average().isPresent()) {
            writeFloats(out, c.average().get());
        }
        out.writeBoolean(c.best().isPresent());
        if (c.best().isPresent()) {
            out.writeInt(c.best().get().epoch());
            out.writeDouble(c.best().get().accuracy());
            writeFloats(out, c.best().get().parameters());
        }
        out.writeLong(c.random().root());
        out.writeLong(c.random().node());
    }

    private static void writeOptional(DataOutputStream out, Double value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeDouble(value);
        }
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        ByteBuffer chunk = ByteBuffer.allocate(BUFFER_BYTES);
        for (int done = 0; done < values.length; ) {
            int count = Math.min(values.length - done, BUFFER_BYTES / Float.BYTES);
            chunk.asFloatBuffer().put(values, done, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
            done += count;
        }
    }

    /** Reads the fields; a length that the file cannot hold is refused before memory is taken for it. */
    private record Reader(DataInputStream in, long fileBytes) {

        Checkpoint checkpoint() throws IOException {
            Position position = new Position(in.readInt(), in.readInt());
            long images = in.readLong();
            double seconds = in.readDouble();
            List<MetricsTable.Row> rows = rows();
            return new Checkpoint(
                    position,
                    images,
                    seconds,
                    rows,
                    floats(),
                    floats(),
                    floats(),
                    in.readBoolean() ? Optional.of(floats()) : Optional.empty(),
                    in.readBoolean()
                            ? Optional.of(new Checkpoint.Best(in.readInt(), in.readDouble(), floats()))
                            : Optional.empty(),
                    new Checkpoint.RandomState(in.readLong(), in.readLong()));
        }

        private List<MetricsTable.Row> rows() throws IOException {
            int count = length(1);
            List<MetricsTable.Row> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(new MetricsTable.Row(
                        in.readInt(),
                        in.readInt(),
                        in.readDouble(),
                        in.readDouble(),
                        optional(),
                        optional(),
                        in.readDouble(),
                        in.readDouble(),
                        optional(),
                        optional()));
            }
            return rows;
        }

        private Double optional() throws IOException {
            return in.readBoolean() ? in.readDouble() : null;
        }

        private float[] floats() throws IOException {
            float[] values = new float[length(Float.BYTES)];
            byte[] chunk = new byte[BUFFER_BYTES];
            for (int done = 0; done < values.length; ) {
                int count = Math.min(values.length - done, BUFFER_BYTES / Float.BYTES);
                in.readFully(chunk, 0, count * Float.BYTES);
                ByteBuffer.wrap(chunk).asFloatBuffer().get(values, done, count);
                done += count;
            }
            return values;
        }

        private int length(int bytesEach) throws IOException {
            int length = in.readInt();
            if (length < 0 || (long) length * bytesEach > fileBytes) {
                throw new EOFException("the file is too short for " + length + " values");
            }
            return length;
        }
    }
}
