package org.dl4jlab.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalizationTest {

    /** The extremes of MNIST after {@code Normalize((0.1307,), (0.3081,))}, as PyTorch prints them. */
    @Test
    void givesTheKnownRangeOfMnist() {
        Normalization mnist = Normalization.of(0.1307f, 0.3081f);
        assertThat(mnist.apply(0, 0)).isCloseTo(-0.4242f, within(5e-5f));
        assertThat(mnist.apply(0, 255)).isCloseTo(2.8215f, within(5e-5f));
    }

    @Test
    void theTableHoldsEveryByte() {
        Normalization normalization = Normalization.of(new float[] {0.5f, 0.25f}, new float[] {0.5f, 2f});
        for (int c = 0; c < 2; c++) {
            float[] table = normalization.table(c);
            assertThat(table).hasSize(256);
            for (int value = 0; value < 256; value++) {
                float mean = c == 0 ? 0.5f : 0.25f;
                float std = c == 0 ? 0.5f : 2f;
                assertThat(table[value]).isEqualTo((value / 255f - mean) / std);
            }
        }
    }

    @Test
    void identityScalesToOne() {
        Normalization identity = Normalization.identity(3);
        assertThat(identity.channels()).isEqualTo(3);
        assertThat(identity.apply(2, 0)).isZero();
        assertThat(identity.apply(2, 255)).isEqualTo(1);
        assertThat(identity).isEqualTo(Normalization.of(new float[3], new float[] {1, 1, 1}));
    }

    @Test
    void doesNotShareItsArrays() {
        float[] mean = {0.5f};
        Normalization normalization = Normalization.of(mean, new float[] {1});
        mean[0] = 7;
        assertThat(normalization.mean(0)).isEqualTo(0.5f);
    }

    @Test
    void refusesWhatCannotNormalise() {
        assertThatThrownBy(() -> Normalization.of(0.5f, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("standard deviation 0.0");
        assertThatThrownBy(() -> Normalization.of(Float.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Normalization.of(new float[3], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 and 2");
    }
}
