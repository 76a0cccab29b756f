package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.PixelImages;

/** Images of a data set with their labels, as they are and with their pixels permuted. */
public final class DataSetSamples {

    private static final double TILE_WIDTH = 84;
    private static final double PAIR_WIDTH = 56;

    private DataSetSamples() {}

    /**
     * All images of a view, each with its class under it.
     *
     * @param columns of the grid
     */
    public static ImageGrid labelled(ImageView view, int columns) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            tiles.add(Tile.of(PixelImages.of(view.set(), view.index(i)), Tile.Line.plain(className(view, i))));
        }
        return ImageGrid.of(tiles, columns, TILE_WIDTH, view.size() + " images, row by row: " + classNames(view) + ".");
    }

    /**
     * All images of a view, and under each the same image after a permutation of its pixels.
     *
     * @throws IllegalArgumentException if the permutation does not fit the images
     */
    public static ImageGrid permuted(ImageView view, PixelPermutation permutation) {
        permutation.check(view.set().shape());
        byte[] permuted = new byte[view.set().shape().size()];
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            permutation.apply(
                    view.set().image(view.index(i)), 0, permuted, 0, view.set().shape());
            tiles.add(new Tile(
                    List.of(
                            PixelImages.of(view.set(), view.index(i)),
                            PixelImages.of(permuted, 0, view.set().shape())),
                    List.of(Tile.Line.plain(className(view, i)))));
        }
        return new ImageGrid(
                tiles,
                Math.min(10, Math.max(1, view.size())),
                PAIR_WIDTH,
                List.of("original", "permuted"),
                view.size() + " images (" + classNames(view)
                        + ") in the upper row; in the lower row the same images after one fixed permutation of their"
                        + " pixels, in which no shape can be recognised.");
    }

    private static String className(ImageView view, int i) {
        return view.set().classNames().get(view.label(i));
    }

    private static String classNames(ImageView view) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            names.add(className(view, i));
        }
        Set<String> different = new LinkedHashSet<>(names);
        return different.size() == 1
                ? "all " + different.iterator().next()
                : names.stream().collect(Collectors.joining(", "));
    }
}
