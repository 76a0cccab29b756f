package org.dl4jlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
    private static final EngineOptions SINGLE = new EngineOptions(0, Precision.FLOAT);

    @AfterEach
    void forgetProperties() {
        System.clearProperty(EngineOptions.SWITCH_PROPERTY);
        System.clearProperty(EngineOptions.PRECISION_PROPERTY);
    }

    @Test
    void withoutPropertiesTheyAreTheDefaults() {
        assertThat(EngineOptions.defaults()).isEqualTo(SINGLE);
        assertThat(EngineOptions.fromSystemProperties()).contains(SINGLE);
    }

    @Test
    void propertiesCountWhereTheyAreAskedForAndNowhereElse() {
        System.setProperty(EngineOptions.PRECISION_PROPERTY, "bfloat16");

        assertThat(EngineOptions.fromSystemProperties()).contains(new EngineOptions(0, Precision.BFLOAT16));
        assertThat(EngineOptions.defaults()).isEqualTo(SINGLE);
    }

    @Test
    void theEngineIsSwitchedOff() {
        System.setProperty(EngineOptions.SWITCH_PROPERTY, "OFF");

        assertThat(EngineOptions.fromSystemProperties()).isEmpty();
    }

    @Test
    void unknownValuesAreRefusedByName() {
        System.setProperty(EngineOptions.PRECISION_PROPERTY, "half");
        assertThatThrownBy(EngineOptions::fromSystemProperties)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dl4jlab.engine.precision: precision must be float32 or bfloat16, but got 'half'");

        System.setProperty(EngineOptions.PRECISION_PROPERTY, "float32");
        System.setProperty(EngineOptions.SWITCH_PROPERTY, "no");
        assertThatThrownBy(EngineOptions::fromSystemProperties)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dl4jlab.engine must be on or off, but got 'no'");
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> EngineOptions.defaults().withThreads(-1)).hasMessageContaining("threads");
        assertThatThrownBy(() -> EngineOptions.defaults().withPrecision(null)).hasMessageContaining("precision");
        assertThat(EngineOptions.defaults().withThreads(2)).isEqualTo(new EngineOptions(2, Precision.FLOAT));
    }
}
