package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionPictureTest {

    private static final int[][] COUNTS = {{98, 2, 0}, {30, 70, 0}, {0, 0, 0}};

    @ParameterizedTest
    @EnumSource(Theme.class)
    void cellsHaveTheColourOfTheirShare(Theme theme) {
        ConfusionPicture picture = new ConfusionPicture(COUNTS, List.of("cat", "dog", "horse"));
        BufferedImage drawn = picture.draw(theme);

        assertThat(corner(drawn, picture, 0, 0)).isEqualTo(ConfusionPicture.cellColor(theme, true, 0.98));
        assertThat(corner(drawn, picture, 0, 1)).isEqualTo(ConfusionPicture.cellColor(theme, false, 0.02));
        assertThat(corner(drawn, picture, 1, 0)).isEqualTo(ConfusionPicture.cellColor(theme, false, 0.3));
        assertThat(corner(drawn, picture, 2, 2)).isEqualTo(ConfusionPicture.cellColor(theme, true, 0));
    }

    @Test
    void onlyCellsWithImagesHaveNumbers() {
        ConfusionPicture picture = new ConfusionPicture(COUNTS, List.of("cat", "dog", "horse"));
        BufferedImage drawn = picture.draw(Theme.LIGHT);

        assertThat(colors(drawn, picture.cellBounds(1, 0))).isGreaterThan(10);
        assertThat(colors(drawn, picture.cellBounds(0, 2))).isEqualTo(1);
    }

    @Property
    void numbersCanBeReadOnEveryCell(
            @ForAll Theme theme, @ForAll boolean right, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        Color cell = ConfusionPicture.cellColor(theme, right, share);

        assertThat(Colors.contrast(cell, ConfusionPicture.inkOn(cell))).isGreaterThanOrEqualTo(4.5);
    }

    @Property
    void moreMistakesAreNeverPaler(
            @ForAll @DoubleRange(min = 0, max = 1) double a, @ForAll @DoubleRange(min = 0, max = 1) double b) {
        Color less = ConfusionPicture.cellColor(Theme.LIGHT, false, Math.min(a, b));
        Color more = ConfusionPicture.cellColor(Theme.LIGHT, false, Math.max(a, b));

        assertThat(more.getBlue()).isLessThanOrEqualTo(less.getBlue());
    }

    @Test
    void theDescriptionNamesTheMostFrequentError() {
        assertThat(new ConfusionPicture(COUNTS, List.of("cat", "dog", "horse")).description())
                .isEqualTo("Confusion matrix of 3 classes: 168 of 200 images on the diagonal."
                        + " The most frequent error: dog taken for cat, 30 times.");
        assertThat(new ConfusionPicture(new int[][] {{3}}, List.of("cat")).description())
                .endsWith("There is no error.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 20, 40, 100})
    void anyNumberOfClassesFitsItsPicture(int classes) {
        List<String> names = IntStream.range(0, classes)
                .mapToObj(i -> "quite a long class name " + i)
                .toList();
        ConfusionPicture picture = new ConfusionPicture(new int[classes][classes], names);
        BufferedImage drawn = picture.draw(Theme.LIGHT);

        Rectangle last = picture.cellBounds(classes - 1, classes - 1);
        assertThat(last.x + last.width).isLessThan(drawn.getWidth());
        assertThat(last.y + last.height).isLessThan(drawn.getHeight());
        assertThat(drawn.getWidth()).isLessThan(2400);
    }

    @Test
    void aMatrixThatDoesNotFitItsNamesIsRefused() {
        assertThatThrownBy(() -> new ConfusionPicture(COUNTS, List.of("cat", "dog")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 rows does not fit 2 class names");
        assertThatThrownBy(() -> new ConfusionPicture(new int[][] {{1, 2}}, List.of("cat")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Color corner(BufferedImage drawn, ConfusionPicture picture, int t, int p) {
        Rectangle cell = picture.cellBounds(t, p);
        return new Color(drawn.getRGB(cell.x + 4, cell.y + 4));
    }

    private static long colors(BufferedImage drawn, Rectangle cell) {
        return IntStream.range(4, cell.height - 4)
                .flatMap(y -> IntStream.range(4, cell.width - 4).map(x -> drawn.getRGB(cell.x + x, cell.y + y)))
                .distinct()
                .count();
    }
}
