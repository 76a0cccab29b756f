package org.dl4jlab.spark.prediction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.dl4jlab.data.folder.PictureNames;
import org.dl4jlab.data.picture.PictureDecoder;
import org.dl4jlab.data.picture.PictureFormat;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.Classifier;

/**
 * Reads and asks about pictures, on an executor, one after the other: in a batch with others a picture's last bits could be
 * other ones than alone.
 *
 * @param network to ask
 * @param everyFile whether files are asked about that are no pictures, neither by name nor by content, rather than passed over
 * @param hadoop how to reach the files
 */
record PictureReader(SentNetwork network, boolean everyFile, Broadcast<SerializableConfiguration> hadoop)
        implements Serializable {

    private static final String LOCAL = "file:";

    Iterator<AskedPicture> ask(Iterator<String> paths) {
        Classifier classifier = network.classifier();
        Iterable<String> all = () -> paths;
        Stream<AskedPicture> asked = StreamSupport.stream(all.spliterator(), false)
                .map(path -> ask(classifier, path))
                .filter(Objects::nonNull);
        return asked.iterator();
    }

    private AskedPicture ask(Classifier classifier, String address) {
        String path = shown(address);
        try {
            Optional<byte[]> content = read(address);
            return content.isEmpty() ? null : answer(path, classifier.classify(content.get()));
        } catch (IOException e) {
            return AskedPicture.leftOut(path, reason(e));
        }
    }

    /** Spark shows a file of this machine as an address. */
    static String shown(String address) {
        return address.startsWith(LOCAL) ? address.substring(LOCAL.length()).replaceFirst("^/+", "/") : address;
    }

    private Optional<byte[]> read(String address) throws IOException {
        Path path = new Path(address);
        try (InputStream in = path.getFileSystem(hadoop.value().value()).open(path)) {
            byte[] head = in.readNBytes(PictureFormat.HEAD);
            if (!everyFile
                    && !PictureNames.isPicture(path.getName())
                    && PictureFormat.of(head).isEmpty()) {
                return Optional.empty();
            }
            byte[] rest = in.readNBytes(PictureDecoder.MOST_BYTES + 1 - head.length);
            if (head.length + rest.length > PictureDecoder.MOST_BYTES) {
                throw new IOException(
                        "The picture has more than " + (PictureDecoder.MOST_BYTES >> 20) + " MiB; save it smaller");
            }
            byte[] content = new byte[head.length + rest.length];
            System.arraycopy(head, 0, content, 0, head.length);
            System.arraycopy(rest, 0, content, head.length, rest.length);
            return Optional.of(content);
        } catch (FileNotFoundException e) {
            // Hadoop's word for a file that may not be read, too; its own message has the path twice.
            throw new IOException("The picture is not there, or may not be read", e);
        }
    }

    private static AskedPicture answer(String path, Classification answer) {
        float[] probabilities = new float[answer.classes().size()];
        answer.classes().forEach(ranked -> probabilities[ranked.index()] = ranked.probability());
        RankedClass best = answer.best();
        return AskedPicture.answered(path, best.name(), best.probability(), probabilities);
    }

    private static String reason(IOException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.startsWith("The picture ")
                ? message.substring("The picture ".length())
                : "cannot be read: " + message;
    }
}
