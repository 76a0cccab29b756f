package org.dl4jlab.bench.pytorch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientDifferenceTest {

    private static final List<float[]> EXPECTED = List.of(new float[] {3, 4}, new float[] {100, 0, 0});

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 3.4, 4, 100",
        "FLOAT32, 3, 4, 109",
        "AUTOCAST_BFLOAT16, 6, 4, 100",
        "AUTOCAST_BFLOAT16, 3, 4, 129"
    })
    void roundingPasses(Arithmetic arithmetic, float first, float second, float third) {
        assertThatCode(() -> GradientDifference.requireSmall(gradients(first, second, third), EXPECTED, arithmetic))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 3.6, 4, 100, parameter 0",
        "FLOAT32, 3, 4, 111, parameter 1",
        "FLOAT32, 3, NaN, 100, parameter 0",
        "FLOAT32, 0, 0, 100, parameter 0",
        "FLOAT32, Infinity, 4, 100, parameter 0",
        "AUTOCAST_BFLOAT16, 7, 4, 100, parameter 0",
        "AUTOCAST_BFLOAT16, 3, 4, 131, all parameters together",
        "AUTOCAST_BFLOAT16, 3, NaN, 100, parameter 0"
    })
    void aWrongGradientIsRefused(Arithmetic arithmetic, float first, float second, float third, String of) {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> GradientDifference.requireSmall(gradients(first, second, third), EXPECTED, arithmetic))
                .withMessageContaining("wrong gradient for " + of)
                .withMessageContaining(arithmetic.title());
    }

    @Test
    void noiseWhereThereIsNoGradientPasses() {
        assertThatCode(() -> GradientDifference.requireSmall(
                        List.of(new float[] {1e-6f, -2e-6f}), List.of(new float[] {-1e-6f, 0}), Arithmetic.FLOAT32))
                .doesNotThrowAnyException();
    }

    private static List<float[]> gradients(float first, float second, float third) {
        return List.of(new float[] {first, second}, new float[] {third, 0, 0});
    }
}
