package org.dl4jlab.ui.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CurveTest {

    private static Curve curve(double[] y) {
        double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
        return new Curve("loss", "train", "step", x, y);
    }

    @Property
    void aThinnedCurveKeepsItsEndsAndExtremes(
            @ForAll @Size(min = 1, max = 400) double @DoubleRange(min = -1e6, max = 1e6) [] y,
            @ForAll @IntRange(min = 1, max = 50) int buckets) {
        Curve thin = curve(y).thinned(buckets);
        assertThat(thin.size()).isLessThanOrEqualTo(2 * buckets + 2);
        assertThat(thin.x()).isSorted().doesNotHaveDuplicates();
        assertThat(thin.x()[0]).isZero();
        assertThat(thin.x()[thin.size() - 1]).isEqualTo(y.length - 1);
        assertThat(Arrays.stream(thin.y()).min()).isEqualTo(Arrays.stream(y).min());
        assertThat(Arrays.stream(thin.y()).max()).isEqualTo(Arrays.stream(y).max());
        for (int i = 0; i < thin.size(); i++) {
            assertThat(thin.y()[i]).isEqualTo(y[(int) thin.x()[i]]);
        }
    }

    @Test
    void aGapIsNotTakenForAnExtreme() {
        double[] y = new double[1000];
        Arrays.fill(y, Double.NaN);
        y[500] = 3;
        assertThat(curve(y).thinned(10).y()).contains(3);
    }

    @Test
    void placesAndValuesMustBeAsMany() {
        assertThatThrownBy(() -> new Curve("loss", "train", "step", new double[2], new double[3]))
                .hasMessageContaining("2 places and 3 values");
    }
}
