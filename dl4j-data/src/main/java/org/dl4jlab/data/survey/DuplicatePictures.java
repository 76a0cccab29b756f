package org.dl4jlab.data.survey;

import java.util.List;
import org.dl4jlab.data.folder.DataPart;

/**
 * Pictures that are one picture.
 *
 * @param pictures at least two, sorted by path
 * @param acrossParts whether they are used in more than one part: a network may then know a test picture by heart
 * @param twoLabels whether they are said to show different things
 */
public record DuplicatePictures(List<Copy> pictures, boolean acrossParts, boolean twoLabels) {

    public DuplicatePictures {
        pictures = List.copyOf(pictures);
    }

    /**
     * One of them.
     *
     * @param path below the folder
     * @param className of what it shows
     * @param part that it is used in
     */
    public record Copy(String path, String className, DataPart part) {}

    static DuplicatePictures of(List<SurveyedPicture> pictures) {
        List<Copy> copies = pictures.stream()
                .map(picture -> new Copy(picture.path(), picture.className(), picture.part()))
                .sorted(java.util.Comparator.comparing(Copy::path))
                .toList();
        return new DuplicatePictures(
                copies,
                copies.stream().map(Copy::part).distinct().count() > 1,
                copies.stream().map(Copy::className).distinct().count() > 1);
    }
}
