package org.dl4jlab.data.survey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dl4jlab.data.folder.ContentSplit;
import org.dl4jlab.data.folder.DataPart;
import org.dl4jlab.data.folder.FolderContent;
import org.dl4jlab.data.folder.SkippedFile;
import org.dl4jlab.data.image.ImagePixels;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.PictureFingerprint;
import org.dl4jlab.data.picture.PictureFormat;

/**
 * A folder of pictures as it is, before training.
 *
 * @param root the folder, archive or manifest
 * @param classes how many pictures each class has in each part
 * @param formats how many pictures have each format
 * @param sizes of the pictures
 * @param grey pictures without a colour
 * @param transparent pictures with transparent pixels; they lie on white
 * @param turned pictures with a tag that says they must be turned; they are
 * @param passedOver every file that is not used, with its reason
 * @param junk how many files of each kind were passed over that programs leave behind
 * @param sameFile pictures that are one file, byte for byte
 * @param nearlySame pictures that look alike, but are not one file
 * @param imbalance pictures of the largest class in training for one of the smallest
 * @param mean of each channel of the training images, values in [0, 1]
 * @param std standard deviation of each channel
 * @param split how pictures were held back for testing; empty if the folder has a test part
 */
public record FolderSurvey(
        String root,
        List<ClassCount> classes,
        Map<PictureFormat, Integer> formats,
        PictureSizes sizes,
        int grey,
        int transparent,
        int turned,
        List<SkippedFile> passedOver,
        Map<String, Integer> junk,
        List<DuplicatePictures> sameFile,
        List<DuplicatePictures> nearlySame,
        double imbalance,
        List<Float> mean,
        List<Float> std,
        Optional<ContentSplit> split) {

    private static final double NOTABLE_IMBALANCE = 3;

    /**
     * Pictures of one class.
     *
     * @param name of the class
     * @param train pictures to learn from
     * @param validation pictures to make choices on
     * @param test pictures held back
     */
    public record ClassCount(String name, int train, int validation, int test) {

        public int all() {
            return train + validation + test;
        }
    }

    /**
     * Looks at what is used of a folder.
     *
     * @param content of the folder
     * @param passedOver every file that is not used
     * @param pictures that are used
     * @param images the same pictures decoded, in the same order
     * @param shape of the images
     * @param normalization of the training images
     * @param split how pictures were held back, if they were
     */
    public static FolderSurvey of(
            String root,
            FolderContent content,
            List<SkippedFile> passedOver,
            List<SurveyedPicture> pictures,
            ImagePixels images,
            ImageShape shape,
            Normalization normalization,
            Optional<ContentSplit> split) {
        Map<PictureFormat, Integer> formats = new EnumMap<>(PictureFormat.class);
        pictures.forEach(picture -> formats.merge(picture.facts().format(), 1, Integer::sum));
        List<ClassCount> classes = classes(content.classNames(), pictures);
        List<Float> mean = new ArrayList<>();
        List<Float> std = new ArrayList<>();
        for (int c = 0; c < normalization.channels(); c++) {
            mean.add(normalization.mean(c));
            std.add(normalization.std(c));
        }
        int most = classes.stream().mapToInt(ClassCount::train).max().orElse(0);
        int fewest = classes.stream().mapToInt(ClassCount::train).min().orElse(0);
        Map<String, List<Integer>> byContent = IntStream.range(0, pictures.size())
                .boxed()
                .collect(
                        Collectors.groupingBy(i -> pictures.get(i).content(), LinkedHashMap::new, Collectors.toList()));
        return new FolderSurvey(
                root,
                classes,
                Collections.unmodifiableMap(formats),
                PictureSizes.of(pictures.stream().map(SurveyedPicture::facts).toList()),
                (int) pictures.stream().filter(p -> !p.facts().colored()).count(),
                (int) pictures.stream().filter(p -> p.facts().transparent()).count(),
                (int) pictures.stream().filter(p -> p.facts().turned()).count(),
                List.copyOf(passedOver),
                content.junk(),
                byContent.values().stream()
                        .filter(same -> same.size() > 1)
                        .map(same -> DuplicatePictures.of(
                                same.stream().map(pictures::get).toList()))
                        .toList(),
                nearlySame(pictures, List.copyOf(byContent.values()), new PictureDetails(shape, images)),
                fewest == 0 ? Double.POSITIVE_INFINITY : (double) most / fewest,
                List.copyOf(mean),
                List.copyOf(std),
                split);
    }

    private static List<ClassCount> classes(List<String> names, List<SurveyedPicture> pictures) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.put(name, new int[DataPart.values().length]));
        pictures.forEach(
                picture -> counts.get(picture.className())[picture.part().ordinal()]++);
        return counts.entrySet().stream()
                .map(entry ->
                        new ClassCount(entry.getKey(), entry.getValue()[0], entry.getValue()[1], entry.getValue()[2]))
                .toList();
    }

    private static List<DuplicatePictures> nearlySame(
            List<SurveyedPicture> pictures, List<List<Integer>> contents, PictureDetails details) {
        List<Integer> first = contents.stream().map(same -> same.get(0)).toList();
        List<PictureFingerprint> fingerprints =
                first.stream().map(i -> pictures.get(i).fingerprint()).toList();
        return NearDuplicates.groups(fingerprints, (a, b) -> details.agree(first.get(a), first.get(b))).stream()
                .map(group -> DuplicatePictures.of(group.stream()
                        .flatMap(i -> contents.get(i).stream())
                        .map(pictures::get)
                        .toList()))
                .toList();
    }

    /** Pictures that are used in a part. */
    public int count(DataPart part) {
        return classes.stream()
                .mapToInt(c -> switch (part) {
                    case TRAIN -> c.train();
                    case VALIDATION -> c.validation();
                    case TEST -> c.test();
                })
                .sum();
    }

    /** What a person should look at, one sentence each; empty if nothing is odd. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        if (!passedOver.isEmpty()) {
            findings.add(count(passedOver.size(), "file is", "files are") + " not used, each with its reason.");
        }
        long labels = all().filter(DuplicatePictures::twoLabels).count();
        if (labels > 0) {
            findings.add(count(labels, "picture has", "pictures have") + " copies with different labels.");
        }
        long across = all().filter(DuplicatePictures::acrossParts).count();
        if (across > 0) {
            findings.add(count(across, "picture has", "pictures have")
                    + " copies in different parts: a result on the test part would flatter.");
        }
        alikeNames()
                .forEach(names -> findings.add("Classes " + names
                        + " have nearly the same name; if they are one class, put their pictures into one folder."));
        for (ClassCount one : classes) {
            if (one.test() == 0) {
                findings.add("Class '" + one.name() + "' has no test pictures: nothing will be known of it.");
            }
        }
        if (imbalance >= NOTABLE_IMBALANCE) {
            findings.add(String.format(
                    java.util.Locale.ROOT,
                    "The largest class has %.1f times the pictures of the smallest.",
                    imbalance));
        }
        if (transparent > 0) {
            findings.add(
                    count(transparent, "picture is", "pictures are") + " transparent in places and laid on white.");
        }
        return findings;
    }

    /** Names that differ in capital letters, spaces, underscores, hyphens or leading zeros only. */
    private List<String> alikeNames() {
        return classes.stream()
                .map(ClassCount::name)
                .collect(Collectors.groupingBy(
                        name -> name.toLowerCase(java.util.Locale.ROOT)
                                .replaceAll("(?<=.)[\\s_-]+", "")
                                .replaceAll("(?<!\\d)0+(?=\\d)", ""),
                        LinkedHashMap::new,
                        Collectors.mapping(name -> "'" + name + "'", Collectors.toList())))
                .values()
                .stream()
                .filter(names -> names.size() > 1)
                .map(names -> String.join(", ", names))
                .toList();
    }

    private java.util.stream.Stream<DuplicatePictures> all() {
        return java.util.stream.Stream.concat(sameFile.stream(), nearlySame.stream());
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
