package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.ui.run.EncodedImage;
import org.dl4jlab.ui.run.PictureTitle;

/**
 * The PNG files of a run.
 *
 * @param run the folder
 */
record PictureFiles(RunFolder run) {

    private static final String ENDING = ".png";
    private static final String DARK = ".dark";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\\.dark)?");
    private static final long LARGEST = 8 << 20;

    private static final List<String> FIRST =
            List.of(RunPictures.SAMPLES, RunPictures.PERMUTED_SAMPLES, RunPictures.WORST_ERRORS);

    List<PictureTitle> titles() {
        List<PictureTitle> titles = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run.pictures(), "*" + ENDING)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - ENDING.length());
                if (NAME.matcher(id).matches() && RegularFile.isBelow(run.path(), file)) {
                    String dark = id + DARK;
                    titles.add(new PictureTitle(
                            id,
                            RegularFile.isBelow(run.path(), file(dark)) ? Optional.of(dark) : Optional.empty(),
                            title(id)));
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // No pictures yet, or none at all.
        }
        titles.sort(Comparator.comparingInt(PictureFiles::place).thenComparing(PictureTitle::id));
        return titles;
    }

    private static int place(PictureTitle picture) {
        int place = FIRST.indexOf(picture.id());
        return place < 0 ? FIRST.size() : place;
    }

    private static String title(String id) {
        String words = id.replace('-', ' ').replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The picture of an id that may come from anywhere. */
    Optional<EncodedImage> read(String id) {
        if (!NAME.matcher(id).matches()) {
            return Optional.empty();
        }
        Path file = file(id);
        try {
            if (!RegularFile.isBelow(run.path(), file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(new EncodedImage(EncodedImage.Format.PNG, Files.readAllBytes(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path file(String id) {
        return id.endsWith(DARK)
                ? run.pictures().resolve("dark").resolve(id.substring(0, id.length() - DARK.length()) + ENDING)
                : run.pictures().resolve(id + ENDING);
    }
}
