package org.dl4jlab.spark.prediction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.dl4jlab.data.folder.PictureNames;
import org.dl4jlab.data.picture.PictureDecoder;
import org.dl4jlab.data.picture.PictureFormat;
import org.dl4jlab.spark.ExecutorSetup;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.Classifier;

/**
 * Reads and asks about pictures, on an executor, one after the other: in a batch with others a picture's last bits could be
 * other ones than alone.
 *
 * @param network to ask
 * @param everyFile whether files are asked about that are no pictures, neither by name nor by content, rather than passed over
 * @param hadoop how to reach an object store
 * @param unseen gets the first picture of each task that is not there for the executor
 */
record PictureReader(
        SentNetwork network,
        boolean everyFile,
        Broadcast<SerializableConfiguration> hadoop,
        CollectionAccumulator<UnseenPicture> unseen)
        implements Serializable {

    private static final String SUBJECT = "The picture ";

    Iterator<AskedPicture> ask(Iterator<ListedPicture> pictures) {
        Classifier classifier = network.classifier();
        Iterable<ListedPicture> all = () -> pictures;
        AtomicBoolean told = new AtomicBoolean();
        Stream<AskedPicture> asked = StreamSupport.stream(all.spliterator(), false)
                .map(picture -> ask(classifier, picture, told))
                .filter(Objects::nonNull);
        return asked.iterator();
    }

    /** Null for a file that is passed over. */
    private AskedPicture ask(Classifier classifier, ListedPicture picture, AtomicBoolean told) {
        String shown = picture.shown();
        try {
            if (!everyFile && !PictureNames.isPicture(picture.address()) && !isPictureInside(picture)) {
                return null;
            }
            return answer(
                    shown,
                    picture.stored()
                            ? classifier.classify(content(picture))
                            : classifier.classify(Path.of(picture.address())));
        } catch (IOException e) {
            if (!picture.stored()
                    && Files.notExists(Path.of(picture.address()), LinkOption.NOFOLLOW_LINKS)
                    && told.compareAndSet(false, true)) {
                unseen.add(new UnseenPicture(ExecutorSetup.host(), picture.address()));
            }
            return AskedPicture.leftOut(shown, reason(e, picture));
        }
    }

    /** One that cannot be looked into is asked about too, and then named. */
    private boolean isPictureInside(ListedPicture picture) {
        try (InputStream in = open(picture)) {
            return PictureFormat.of(in.readNBytes(PictureFormat.HEAD)).isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    private byte[] content(ListedPicture picture) throws IOException {
        try (InputStream in = open(picture)) {
            byte[] content = in.readNBytes(PictureDecoder.MOST_BYTES + 1);
            if (content.length > PictureDecoder.MOST_BYTES) {
                throw new IOException(SUBJECT + "has more than " + (PictureDecoder.MOST_BYTES >> 20)
                        + " MiB, too many for a picture; save it smaller");
            }
            return content;
        } catch (FileNotFoundException e) {
            // Hadoop's word for a file that may not be read, too; its own message has the address twice.
            throw new IOException(SUBJECT + "is not there any more, or must not be read by you", e);
        }
    }

    private InputStream open(ListedPicture picture) throws IOException {
        if (!picture.stored()) {
            return Files.newInputStream(Path.of(picture.address()));
        }
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(picture.address());
        return path.getFileSystem(hadoop.value().value()).open(path);
    }

    private static AskedPicture answer(String shown, Classification answer) {
        RankedClass best = answer.best();
        return AskedPicture.answered(shown, best.name(), best.probability(), answer.probabilities());
    }

    /** The sentence without its subject. */
    private static String reason(IOException e, ListedPicture picture) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        for (String subject : new String[] {SUBJECT, picture.address() + " "}) {
            if (message.startsWith(subject)) {
                return message.substring(subject.length());
            }
        }
        return "cannot be read: " + message;
    }
}
