package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class AffineMapTest {

    private static final ImageShape SQUARE = new ImageShape(1, 3, 3);
    private static final byte[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    /** Half a value by rounding, one by the 8 digits of each weight, and the coordinate's 16 digits. */
    private static final double TOLERANCE = 2;

    /** Where the fast map may round to either side, both pixels are right. */
    private static final double TIE = 0.01;

    static void assertNearest(byte[] result, AffineMap map, byte[] image, ImageShape shape, Border border) {
        SlowImage slow = SlowImage.of(image, shape);
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    double sourceX = map.xx() * x + map.xy() * y + map.x0();
                    double sourceY = map.yx() * x + map.yy() * y + map.y0();
                    Set<Integer> allowed = new LinkedHashSet<>();
                    for (double dy : new double[] {-TIE, TIE}) {
                        for (double dx : new double[] {-TIE, TIE}) {
                            int row = (int) Math.floor(sourceY + dy + 0.5);
                            int column = (int) Math.floor(sourceX + dx + 0.5);
                            allowed.add((int) slow.at(c, row, column, border));
                        }
                    }
                    assertThat(Images.pixel(result, shape, c, y, x) & 0xFF).isIn(allowed);
                }
            }
        }
    }

    @Provide
    Arbitrary<AffineMap> maps() {
        Arbitrary<Double> slope = Arbitraries.doubles().between(-3, 3);
        Arbitrary<Double> shift = Arbitraries.doubles().between(-60, 60);
        return net.jqwik.api.Combinators.combine(slope, slope, shift, slope, slope, shift)
                .as(AffineMap::new);
    }

    @Property(tries = 300)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void takesTheNearestPixel(
            @ForAll ImageShape shape,
            @ForAll("maps") AffineMap map,
            @ForAll Border border,
            @ForAll RandomDraws choices) {
        byte[] image = Images.random(shape);
        byte[] result = Images.apply(
                (source, from, target, to, s, c) -> map.nearest(source, from, target, to, s, border),
                image,
                shape,
                choices);
        assertNearest(result, map, image, shape, border);
    }

    @Property(tries = 300)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void interpolatesBetweenFourPixels(
            @ForAll ImageShape shape,
            @ForAll("maps") AffineMap map,
            @ForAll Border border,
            @ForAll RandomDraws choices) {
        byte[] image = Images.random(shape);
        byte[] result = Images.apply(
                (source, from, target, to, s, c) -> map.bilinear(source, from, target, to, s, border),
                image,
                shape,
                choices);
        SlowImage slow = SlowImage.of(image, shape);
        SlowImage expected = slow.map((c, y, x) ->
                slow.at(c, map.yx() * x + map.yy() * y + map.y0(), map.xx() * x + map.xy() * y + map.x0(), border));
        assertThat(expected.difference(result)).isLessThanOrEqualTo(TOLERANCE);
    }

    /** Written by hand. */
    @Test
    void turnsSlantsAndMovesTheWayItSays() {
        assertThat(apply(AffineMap.rotation(90, SQUARE))).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
        assertThat(apply(AffineMap.rotation(-90, SQUARE))).containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
        assertThat(apply(AffineMap.rotation(180, SQUARE))).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(apply(AffineMap.shearX(1, SQUARE))).containsExactly(2, 3, 0, 4, 5, 6, 0, 7, 8);
        assertThat(apply(AffineMap.shearY(1, SQUARE))).containsExactly(4, 2, 0, 7, 5, 3, 0, 8, 6);
        assertThat(apply(AffineMap.translation(1, 0))).containsExactly(0, 1, 2, 0, 4, 5, 0, 7, 8);
        assertThat(apply(AffineMap.translation(0, -1))).containsExactly(4, 5, 6, 7, 8, 9, 0, 0, 0);
    }

    private static byte[] apply(AffineMap map) {
        byte[] nearest = new byte[9];
        map.nearest(NINE, 0, nearest, 0, SQUARE, Border.ZERO);
        byte[] bilinear = new byte[9];
        map.bilinear(NINE, 0, bilinear, 0, SQUARE, Border.ZERO);
        // Every place is the centre of a pixel, so both are exact.
        assertThat(bilinear).isEqualTo(nearest);
        return nearest;
    }

    @Property(tries = 200)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void rotatesByTheAngleThatWasDrawn(
            @ForAll ImageShape shape,
            @ForAll RandomDraws choices,
            @ForAll @DoubleRange(min = 0.1, max = 180) double most,
            @ForAll Border border) {
        byte[] image = Images.random(shape);
        byte[] result = Images.apply(new RandomRotation(most, border), image, shape, choices);
        double angle = Math.toRadians(most * (2 * choices.unit(0) - 1));
        double middleX = (shape.width() - 1) / 2.0;
        double middleY = (shape.height() - 1) / 2.0;
        SlowImage slow = SlowImage.of(image, shape);
        SlowImage expected = slow.map((c, y, x) -> slow.at(
                c,
                middleY + Math.sin(angle) * (x - middleX) + Math.cos(angle) * (y - middleY),
                middleX + Math.cos(angle) * (x - middleX) - Math.sin(angle) * (y - middleY),
                border));
        assertThat(expected.difference(result)).isLessThanOrEqualTo(TOLERANCE);
    }
}
