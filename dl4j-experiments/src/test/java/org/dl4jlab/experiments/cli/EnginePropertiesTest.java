package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.training.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnginePropertiesTest {

    @AfterEach
    void forget() {
        System.clearProperty(EngineOptions.SWITCH_PROPERTY);
        System.clearProperty(EngineOptions.PRECISION_PROPERTY);
    }

    @Test
    void aSweepFollowsTheSwitchAndRefusesAnotherPrecision() {
        assertThat(EngineProperties.isOnInSinglePrecision()).isTrue();

        System.setProperty(EngineOptions.PRECISION_PROPERTY, "bfloat16");
        assertThat(EngineProperties.read()).contains(EngineOptions.defaults().withPrecision(Precision.BFLOAT16));
        assertThatThrownBy(EngineProperties::isOnInSinglePrecision)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("A sweep trains in float32, but dl4jlab.engine.precision says bfloat16."
                        + " Leave the property out.");

        System.setProperty(EngineOptions.SWITCH_PROPERTY, "off");
        assertThat(EngineProperties.isOnInSinglePrecision()).isFalse();
    }

    @Test
    void anUnknownValueIsRefusedByName() {
        System.setProperty(EngineOptions.SWITCH_PROPERTY, "no");

        assertThatThrownBy(EngineProperties::read)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("dl4jlab.engine must be on or off, but got 'no'.");
    }
}
