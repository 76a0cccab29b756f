package org.dl4jlab.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.dl4jlab.engine.updater.Momentum;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

class UpdatersTest {

    private static final TrainingSettings TEN_EPOCHS = TrainingSettings.of(10, 64);

    @Test
    void eachOptimiserIsMadeWithItsRateAndMomentum() {
        assertThat(updater("optimizer", "sgd", "learningRate", "0.2", "momentum", "0.7"))
                .isEqualTo(new Momentum(0.2, 0.7));
        assertThat(updater("optimizer", "nesterov", "learningRate", "0.2", "momentum", "0.7"))
                .isEqualTo(new Nesterovs(0.2, 0.7));
        assertThat(updater("optimizer", "adamw", "learningRate", "0.002", "momentum", "0.8"))
                .isEqualTo(new Adam(0.002, 0.8, 0.999, 1e-8));
    }

    @Test
    void schedulesSpanTheWholeTrainingStepByStep() {
        IUpdater cycle = updater(
                "optimizer",
                "adam",
                "learningRate",
                "1",
                "schedule",
                "one-cycle",
                "startShare",
                "0.2",
                "peak",
                "0.3",
                "endShare",
                "0.07");
        assertThat(rate(cycle, 0)).isEqualTo(0.2);
        assertThat(rate(cycle, 300)).isEqualTo(1);
        assertThat(rate(cycle, 150)).isCloseTo(0.6, within(1e-12));
        assertThat(rate(cycle, 1000)).isEqualTo(0.07);

        IUpdater cosine = updater("learningRate", "1", "schedule", "cosine", "warmupEpochs", "0.5", "endShare", "0.1");
        assertThat(rate(cosine, 0)).isCloseTo(1.0 / 51, within(1e-12));
        assertThat(rate(cosine, 500)).isCloseTo(0.55, within(1e-12));
        assertThat(rate(cosine, 1000)).isCloseTo(0.1, within(1e-12));

        IUpdater step = updater("learningRate", "1", "schedule", "step", "decayEpochs", "4", "decayFactor", "0.5");
        assertThat(rate(step, 399)).isEqualTo(1);
        assertThat(rate(step, 400)).isEqualTo(0.5);

        IUpdater rising = updater("learningRate", "10", "schedule", "exponential", "startShare", "1e-6");
        assertThat(rate(rising, 0)).isCloseTo(1e-5, within(1e-12));
        assertThat(rate(rising, 500)).isCloseTo(1e-2, within(1e-9));
    }

    @Test
    void settingsThatCannotGoTogetherAreRefused() {
        assertThatThrownBy(() -> updater("schedule", "exponential", "startShare", "0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'startShare' must be above 0");
        assertThatThrownBy(() -> updater("optimizer", "lion"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be one of sgd, nesterov, adam, adamw, but got 'lion'");
        assertThatThrownBy(() -> updater("keepBest", "yes")).hasMessageContaining("must be true or false");
    }

    private static double rate(IUpdater updater, int iteration) {
        return updater.getLearningRate(iteration, 0);
    }

    private static IUpdater updater(String... choices) {
        Map<String, String> overrides = new java.util.HashMap<>();
        for (int i = 0; i < choices.length; i += 2) {
            overrides.put(choices[i], choices[i + 1]);
        }
        return Updaters.of(Settings.override(TEN_EPOCHS, overrides), 100);
    }
}
