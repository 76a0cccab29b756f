package org.dl4jlab.data.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.data.picture.PictureDecoder;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.data.picture.PreparedPicture;
import org.dl4jlab.data.picture.UnreadablePictureException;

/**
 * Decodes pictures on all cores into a {@link MappedPictures}. What an earlier bank holds is copied. The bank has its name only
 * when it is whole.
 */
final class MappedPicturesWriter {

    /** Pixels that may be in memory at once, whatever the number of cores: those of two of the largest pictures. */
    private static final int MOST_PIXELS_AT_ONCE = 2 * PictureDecoder.MOST_PIXELS;

    private final Path file;
    private final PicturePreprocessing preprocessing;
    private final Optional<MappedPictures> earlier;

    MappedPicturesWriter(Path file, PicturePreprocessing preprocessing, Optional<MappedPictures> earlier) {
        this.file = file;
        this.preprocessing = preprocessing;
        this.earlier = earlier;
    }

    /**
     * Writes the bank.
     *
     * @param contents of the pictures, each once
     * @param files where each content is found
     * @param sizes in bytes of the pictures, for progress
     * @param work does the work of each picture, on all cores
     * @return the bank that was written, even if another process has put its own in the place since
     * @throws DataException if the disk refuses or the work is interrupted; an earlier bank stays then
     */
    Written write(List<ContentHash> contents, Map<ContentHash, Path> files, List<Long> sizes, ParallelWork work) {
        int imageBytes = preprocessing.shape().size();
        try {
            Files.createDirectories(file.getParent());
            checkSpace((long) contents.size() * imageBytes);
            Outcome[] outcomes = new Outcome[contents.size()];
            MemoryBudget budget = new MemoryBudget(MOST_PIXELS_AT_ONCE);
            try (AtomicFile out = new AtomicFile(file);
                    FileChannel reader = out.reader()) {
                work.run(sizes, i -> {
                    ContentHash content = contents.get(i);
                    outcomes[i] =
                            earlier.filter(bank -> bank.index().knows(content)).isPresent()
                                    ? copy(content, earlier.get())
                                    : decode(content, files.get(content), budget);
                    if (outcomes[i].pixels != null) {
                        out.write(ByteBuffer.wrap(outcomes[i].pixels), MappedPictures.position(i, imageBytes));
                        outcomes[i].pixels = null;
                    }
                });
                finish(out, contents, outcomes, imageBytes);
                out.commit();
                return new Written(MappedPictures.open(file, reader, imageBytes), passing(contents, outcomes));
            }
        } catch (ClosedByInterruptException e) {
            throw DataException.interrupted("Writing " + file, e);
        } catch (IOException e) {
            throw new DataException(
                    "The decoded pictures cannot be kept in " + file.getParent() + ": " + FileFailure.reason(e)
                            + ". Make room or give write permission there, or choose another folder for data.",
                    e);
        }
    }

    private void checkSpace(long needed) throws IOException {
        long free = Files.getFileStore(file.getParent()).getUsableSpace();
        if (free < needed) {
            throw new IOException("they need " + (needed >> 20) + " MiB, and " + (free >> 20) + " MiB are free");
        }
    }

    /**
     * What was written.
     *
     * @param bank of everything but what failed for a passing reason
     * @param passing why pictures could not be decoded this time, which is tried again the next time
     */
    record Written(MappedPictures bank, Map<ContentHash, String> passing) {}

    private static Map<ContentHash, String> passing(List<ContentHash> contents, Outcome[] outcomes) {
        Map<ContentHash, String> passing = new HashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i].passing) {
                passing.put(contents.get(i), outcomes[i].failure);
            }
        }
        return passing;
    }

    private static final class Outcome {
        private byte[] pixels;
        private DecodedPicture picture;
        private int checksum;
        private String failure;
        private boolean passing;
    }

    private Outcome copy(ContentHash content, MappedPictures bank) {
        Outcome outcome = new Outcome();
        outcome.failure = bank.index().failures().get(content);
        if (outcome.failure == null) {
            int row = bank.index().numbers().get(content);
            outcome.picture = bank.index().rows().get(row);
            outcome.checksum = bank.index().checksums().get(row);
            outcome.pixels = new byte[preprocessing.shape().size()];
            bank.read(row, outcome.pixels, 0);
        }
        return outcome;
    }

    private Outcome decode(ContentHash content, Path source, MemoryBudget budget) throws InterruptedException {
        Outcome outcome = new Outcome();
        byte[] bytes;
        try {
            bytes = PictureDecoder.content(source);
        } catch (UnreadablePictureException e) {
            // It was read a moment ago: this is about the file system, not about the picture.
            outcome.failure = e.getMessage();
            outcome.passing = true;
            return outcome;
        }
        try {
            if (!ContentHash.of(bytes).equals(content)) {
                throw new DataException(
                        source + " was changed while it was read; start again when nothing changes it.");
            }
            int pixels = PictureDecoder.pixels(bytes);
            budget.take(pixels);
            try {
                PreparedPicture prepared = preprocessing.prepare(bytes);
                outcome.pixels = prepared.pixels();
                outcome.picture =
                        DecodedPicture.of(prepared, preprocessing.shape().channels());
                outcome.checksum = MappedPictures.checksum(outcome.pixels, 0, outcome.pixels.length);
            } finally {
                budget.giveBack(pixels);
            }
        } catch (UnreadablePictureException e) {
            outcome.failure = e.getMessage();
            outcome.passing = e.getCause() instanceof OutOfMemoryError;
        }
        return outcome;
    }

    private static void finish(AtomicFile out, List<ContentHash> contents, Outcome[] outcomes, int imageBytes)
            throws IOException {
        MappedPictures.Index index = MappedPictures.Index.empty();
        for (int i = 0; i < outcomes.length; i++) {
            index.rows().add(outcomes[i].picture);
            index.checksums().add(outcomes[i].checksum);
            if (outcomes[i].failure == null) {
                index.numbers().put(contents.get(i), i);
            } else if (!outcomes[i].passing) {
                index.failures().put(contents.get(i), outcomes[i].failure);
            }
        }
        ByteBuffer bytes = MappedPictures.bytes(index);
        ByteBuffer head = ByteBuffer.allocate(MappedPictures.PAGE);
        head.putInt(MappedPictures.MAGIC).putInt(MappedPictures.VERSION).putInt(imageBytes);
        head.putInt(outcomes.length)
                .putInt(bytes.remaining())
                .putInt(MappedPictures.checksum(bytes.array(), 0, bytes.remaining()));
        out.write(head.rewind(), 0);
        out.write(bytes, MappedPictures.position(outcomes.length, imageBytes));
    }
}
