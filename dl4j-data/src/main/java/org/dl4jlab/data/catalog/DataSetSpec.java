package org.dl4jlab.data.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.PicturePreprocessing;

/**
 * A data set as a value: what its images are, which files hold them, and where these can be had.
 *
 * @param id short name for the command line and for folders, such as {@code mnist}
 * @param title name for people, such as {@code MNIST}
 * @param shape of each image, {@code [channels, height, width]}
 * @param classNames name of class 0, 1, …
 * @param normalization mean and standard deviation of each channel over the training images, pixels in {@code [0, 1]}
 * @param format how the files hold the images
 * @param train images to learn from
 * @param test images held back for the final measurement
 * @param sources where the files can be had, best first
 * @param preprocessing how a picture is made like these images; where it leads to another shape, the images were resampled
 *     from that one, and so is the picture
 */
public record DataSetSpec(
        String id,
        String title,
        ImageShape shape,
        List<String> classNames,
        Normalization normalization,
        FileFormat format,
        Part train,
        Part test,
        List<Source> sources,
        PicturePreprocessing preprocessing) {

    /** @throws IllegalArgumentException if the id is not in lower case */
    public DataSetSpec {
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("id of a data set must be lower case, got '" + id + "'");
        }
        classNames = List.copyOf(classNames);
        sources = List.copyOf(sources);
    }

    /** A data set for which a picture is stretched to the shape and left as it is otherwise. */
    public DataSetSpec(
            String id,
            String title,
            ImageShape shape,
            List<String> classNames,
            Normalization normalization,
            FileFormat format,
            Part train,
            Part test,
            List<Source> sources) {
        this(id, title, shape, classNames, normalization, format, train, test, sources, PicturePreprocessing.of(shape));
    }

    /** All files, training first. */
    public List<DataFile> files() {
        return Stream.concat(train.files().stream(), test.files().stream()).toList();
    }

    public int classCount() {
        return classNames.size();
    }

    /** The same data set, its images resampled to another shape. */
    public DataSetSpec resampled(ImageShape other, Normalization ofImages) {
        return new DataSetSpec(id, title, other, classNames, ofImages, format, train, test, sources, preprocessing);
    }
}
