package org.dl4jlab.data.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.folder.PictureFile;
import org.dl4jlab.data.folder.SkippedFile;
import org.dl4jlab.data.picture.PictureDecoder;
import org.dl4jlab.data.picture.UnreadablePictureException;

/**
 * A file that begins as a picture does, and the checksum of its content.
 *
 * @param file and what it is said to show
 * @param content checksum
 * @param bytes its length
 */
record HashedPicture(PictureFile file, ContentHash content, long bytes) {

    /**
     * Reads all files.
     *
     * @param passedOver takes those that are no pictures
     */
    static List<HashedPicture> of(
            Path root, List<PictureFile> files, List<SkippedFile> passedOver, ProgressListener listener) {
        HashedPicture[] hashed = new HashedPicture[files.size()];
        SkippedFile[] refused = new SkippedFile[files.size()];
        List<Long> sizes = files.stream()
                .map(file -> Math.max(1, file.file().toFile().length()))
                .toList();
        new ParallelWork("Looking at " + root, listener).run(sizes, i -> {
            PictureFile file = files.get(i);
            try {
                byte[] content = PictureDecoder.content(file.file());
                PictureDecoder.format(content);
                hashed[i] = new HashedPicture(file, ContentHash.of(content), content.length);
            } catch (UnreadablePictureException e) {
                refused[i] = new SkippedFile(file.path(), e.getMessage());
            }
        });
        List<HashedPicture> pictures = new ArrayList<>();
        for (int i = 0; i < hashed.length; i++) {
            if (hashed[i] == null) {
                passedOver.add(refused[i]);
            } else {
                pictures.add(hashed[i]);
            }
        }
        return pictures;
    }
}
