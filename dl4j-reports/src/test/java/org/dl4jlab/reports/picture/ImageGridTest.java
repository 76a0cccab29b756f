package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.PixelImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageGridTest {

    private static final List<String> CLASSES = List.of("airplane", "automobile", "bird");

    @ParameterizedTest
    @EnumSource(Theme.class)
    void aSampleGridShowsEveryPixelOfEveryImageAtItsPlace(Theme theme) {
        ImageSet set = randomImages(20, 3);
        ImageGrid grid = DataSetSamples.labelled(ImageView.all(set), 5);

        BufferedImage drawn = grid.draw(theme);

        for (int i = 0; i < 20; i++) {
            assertShows(drawn, grid.imageBounds(i, 0), PixelImages.of(set, i));
        }
        Rectangle first = grid.imageBounds(0, 0);
        Rectangle last = grid.imageBounds(19, 0);
        assertThat(grid.imageBounds(4, 0).y).isEqualTo(first.y);
        assertThat(grid.imageBounds(5, 0).x).isEqualTo(first.x);
        assertThat(last.x + last.width).isLessThan(drawn.getWidth());
        assertThat(last.y + last.height).isLessThan(drawn.getHeight());
        assertThat(new java.awt.Color(drawn.getRGB(1, 1))).isEqualTo(theme.background());
    }

    @Test
    void eachSampleHasItsClassBelow() {
        ImageGrid grid = DataSetSamples.labelled(ImageView.all(randomImages(6, 1)), 3);
        BufferedImage drawn = grid.draw(Theme.LIGHT);

        for (int i = 0; i < 6; i++) {
            Rectangle image = grid.imageBounds(i, 0);
            assertThat(ink(drawn, image.x, image.y + image.height + 4, image.width, 40))
                    .as("dark pixels of the caption of image " + i)
                    .isGreaterThan(50);
        }
        assertThat(grid.description()).contains("6 images").contains("airplane, automobile, bird");
    }

    @Test
    void theLowerRowIsThePermutationOfTheUpperOne() {
        ImageSet set = randomImages(10, 3);
        PixelPermutation permutation = PixelPermutation.random(64, 7);
        ImageGrid grid = DataSetSamples.permuted(ImageView.all(set), permutation);

        BufferedImage drawn = grid.draw(Theme.LIGHT);

        for (int i = 0; i < 10; i++) {
            BufferedImage original = PixelImages.of(set, i);
            BufferedImage expected = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 64; p++) {
                int source = permutation.source(p);
                expected.setRGB(p % 8, p / 8, original.getRGB(source % 8, source / 8));
            }
            Rectangle upper = grid.imageBounds(i, 0);
            Rectangle lower = grid.imageBounds(i, 1);
            assertShows(drawn, upper, original);
            assertShows(drawn, lower, expected);
            assertThat(lower.x).isEqualTo(upper.x);
            assertThat(lower.y).isGreaterThan(upper.y + upper.height);
        }
    }

    @Test
    void aPermutationOfAnotherSizeIsRefused() {
        assertThatThrownBy(
                        () -> DataSetSamples.permuted(ImageView.all(randomImages(1, 1)), PixelPermutation.random(9, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gridsNeedImagesAndColumns() {
        assertThatThrownBy(() -> ImageGrid.of(List.of(), 5, 20, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one image");
        Tile tile = Tile.of(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB));
        assertThatThrownBy(() -> ImageGrid.of(List.of(tile), 0, 20, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one column");
        assertThatThrownBy(() -> new ImageGrid(List.of(tile), 1, 20, List.of("a", "b"), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 names do not fit tiles of 1 images");
    }

    @Test
    void gridsWithoutCaptionsServeFiltersAndAugmentedCopies() {
        List<Tile> filters = IntStream.range(0, 16)
                .mapToObj(i -> {
                    float[] weights = new float[75];
                    weights[i] = 1;
                    return Tile.of(PixelImages.ofSigned(weights, 0, new ImageShape(3, 5, 5), 1));
                })
                .toList();
        ImageGrid grid = ImageGrid.of(filters, 8, 60, "filters");
        BufferedImage drawn = grid.draw(Theme.DARK);

        assertThat(drawn.getWidth()).isEqualTo(2 * (2 * 12 + 8 * 60 + 7 * 12));
        assertThat(drawn.getHeight()).isEqualTo(2 * (2 * 12 + 2 * 60 + 12));
    }

    @Test
    void aCaptionInAnyScriptOrLengthCanBeDrawn() {
        BufferedImage dot = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        List<Tile> tiles = List.of(
                Tile.of(dot, Tile.Line.plain("猫")),
                Tile.of(dot, Tile.Line.plain("a name that is much too long for any tile of this grid")),
                Tile.of(dot, Tile.Line.plain("")));

        BufferedImage drawn = ImageGrid.of(tiles, 3, 40, "").draw(Theme.LIGHT);

        assertThat(drawn.getWidth()).isEqualTo(2 * (2 * 12 + 3 * 40 + 2 * 12));
    }

    private static void assertShows(BufferedImage drawn, Rectangle at, BufferedImage image) {
        int factor = at.width / image.getWidth();
        assertThat(at.width).isEqualTo(factor * image.getWidth());
        assertThat(at.height).isEqualTo(factor * image.getHeight());
        for (int y = 0; y < at.height; y++) {
            for (int x = 0; x < at.width; x++) {
                assertThat(drawn.getRGB(at.x + x, at.y + y)).isEqualTo(image.getRGB(x / factor, y / factor));
            }
        }
    }

    private static int ink(BufferedImage image, int left, int top, int width, int height) {
        int dark = 0;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                dark += (image.getRGB(x, y) & 0xFF) < 128 ? 1 : 0;
            }
        }
        return dark;
    }

    private static ImageSet randomImages(int n, int channels) {
        ImageShape shape = new ImageShape(channels, 8, 8);
        byte[] pixels = new byte[n * shape.size()];
        new Random(5).nextBytes(pixels);
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 3);
        }
        return new ImageSet(shape, CLASSES, pixels, labels);
    }
}
