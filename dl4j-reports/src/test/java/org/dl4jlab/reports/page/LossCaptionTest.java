package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LossCaptionTest {

    /** 0.82 for the image's own class and 0.02 for each of nine others: 0.1627 + 9 x 0.0782. */
    @Test
    void theFloorOfSmoothedLabelsIsTheirEntropy() {
        assertThat(floor(0.2, 10)).isCloseTo(0.8669, within(5e-5));
        // Everything spread evenly over two classes leaves ln 2.
        assertThat(floor(1, 2)).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void withoutSmoothingOrClassesThereIsNone() {
        assertThat(LossCaption.smoothingFloor(Map.of("labelSmoothing", 0.0), 10))
                .isEmpty();
        assertThat(LossCaption.smoothingFloor(Map.of("labelSmoothing", 0.2), 0)).isEmpty();
        assertThat(LossCaption.smoothingFloor(Map.of("labelSmoothing", 7), 10)).isEmpty();
    }

    private static double floor(double smoothing, int classes) {
        return LossCaption.smoothingFloor(Map.of("labelSmoothing", smoothing), classes)
                .orElseThrow();
    }

    @Test
    void eachSettingThatChangesTheTrainingLossIsNamed() {
        assertThat(LossCaption.of(Map.of("labelSmoothing", 0.2), 10)).contains("0.2", "0.867");
        assertThat(LossCaption.of(Map.of("cutMix", 1.0), 10)).contains("mixed");
        assertThat(LossCaption.of(Map.of("classWeights", "balanced"), 10)).contains("weight");
        assertThat(LossCaption.of(
                        Map.of("labelSmoothing", 0.0, "mixUp", 0.0, "cutMix", 0.0, "classWeights", "none"), 10))
                .isEmpty();
    }
}
