package org.dl4jlab.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.picture.Fit;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.InvalidInputException;
import picocli.CommandLine.Option;

/** A data set or a folder of pictures as a person names it, and how pictures become images. */
final class PictureOptions {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");
    private static final int USUAL_SIDE = 32;

    @Option(
            names = "--size",
            paramLabel = "<side or WxH>",
            description = "Width and height to which pictures are resized, such as 32 or 48x32.")
    private String size;

    @Option(names = "--grey", description = "Turns pictures into grey images of one channel.")
    private boolean grey;

    @Option(
            names = "--fit",
            paramLabel = "<how>",
            description = "How a picture of other proportions fits that size: stretch (the default), crop or pad.")
    private Fit fit;

    @Option(
            names = "--test-fraction",
            paramLabel = "<share>",
            description = "Share of the pictures held out for testing where a folder has no test part. Default: 0.2.")
    private Double testFraction;

    @Option(
            names = "--split-seed",
            paramLabel = "<number>",
            description = "Chooses which pictures are held out. Default: 0.")
    private Long splitSeed;

    /** Whether the size was chosen. */
    boolean chooseSize() {
        return size != null;
    }

    /** Whether the size or the colours were chosen. */
    private boolean chooseShape() {
        return size != null || grey;
    }

    /** @throws InvalidInputException if any of these options was given where it has no effect */
    void refuse(String why) {
        if (size != null || grey || fit != null || testFraction != null || splitSeed != null) {
            throw new InvalidInputException(
                    "--size, --grey, --fit, --test-fraction and --split-seed say how pictures are taken, which " + why
                            + "; leave them out.");
        }
    }

    /**
     * Finds data by the id of a data set or the path of a folder, archive or manifest; of two the id counts.
     *
     * @throws InvalidInputException if there is neither; the message guesses what was meant
     */
    DataSource source(String given) {
        List<String> ids = DataSets.all().stream().map(DataSetSpec::id).toList();
        if (ids.contains(given)) {
            if (fit != null || testFraction != null || splitSeed != null) {
                throw new InvalidInputException(
                        "--fit, --test-fraction and --split-seed are about folders of pictures, but " + given
                                + " is a data set of the catalogue (./" + given + " would be a folder).");
            }
            DataSetSpec known = DataSets.byId(given);
            DataSource source = DataSource.of(known);
            return chooseShape() ? source.withShape(shape(known.shape())) : source;
        }
        return DataSource.of(folder(given));
    }

    /**
     * Whether data are a folder of pictures, rather than a data set, an archive or a manifest.
     *
     * @throws InvalidInputException as {@link #source}
     */
    boolean isFolder(String given) {
        source(given);
        return !DataSets.all().stream().map(DataSetSpec::id).toList().contains(given)
                && Files.isDirectory(Path.of(given));
    }

    /** @throws InvalidInputException if there is no such folder, archive or manifest */
    ImageFolder folder(String given) {
        Path root = Path.of(given);
        if (!Files.exists(root)) {
            List<String> ids = DataSets.all().stream().map(DataSetSpec::id).toList();
            throw new InvalidInputException(NearestName.explain("data set", given, ids)
                    + " Nor is there a folder, archive or manifest of that name.");
        }
        ImageFolder folder = ImageFolder.of(root, shape(new ImageShape(3, USUAL_SIDE, USUAL_SIDE)));
        try {
            folder = fit == null ? folder : folder.withFit(fit);
            folder = testFraction == null ? folder : folder.withTestFraction(testFraction);
            return splitSeed == null ? folder : folder.withSeed(splitSeed);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(e.getMessage() + ".");
        }
    }

    private ImageShape shape(ImageShape usual) {
        int height = usual.height();
        int width = usual.width();
        if (size != null) {
            Matcher matcher = SIZE.matcher(size.toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new InvalidInputException(
                        "--size must be a side such as 32 or width x height such as 48x32, but got '" + size + "'.");
            }
            width = Integer.parseInt(matcher.group(1));
            height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
            if (width < 1 || height < 1 || width > 1024 || height > 1024) {
                throw new InvalidInputException("--size must lie between 1 and 1024, but got '" + size + "'.");
            }
        }
        return new ImageShape(grey ? 1 : usual.channels(), height, width);
    }

    /** A short name of data for a run's folder: the id of a data set, or the last name of a path. */
    static String id(String data) {
        Path name = Path.of(data).toAbsolutePath().normalize().getFileName();
        String text = name == null ? "pictures" : name.toString();
        String id = text.replaceFirst("\\.(zip|tar|tar\\.gz|tgz|csv|tsv|jsonl|ndjson)$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return id.isEmpty() ? "pictures" : id;
    }
}
