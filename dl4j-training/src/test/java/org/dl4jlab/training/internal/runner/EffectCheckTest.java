package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that would do nothing, or take all data away, are refused with the numbers before anything is trained. */
class EffectCheckTest {

    private static PreparedData prepare(String network, boolean permuted, String choices) {
        Experiment experiment = SliceExperiment.of(network, permuted);
        Map<String, String> all = new LinkedHashMap<>();
        for (String choice : choices.split(" ")) {
            all.put(choice.substring(0, choice.indexOf('=')), choice.substring(choice.indexOf('=') + 1));
        }
        TrainingSettings settings = Settings.override(experiment.settings(), all);
        return PreparedData.of(experiment, settings, MnistSlice.load(), new RunSeeds(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "trainImages=100 validationFraction=0.001; 0.001 of 100 training images holds out none",
                "trainImages=1 validationFraction=0.9; 0.9 of 1 training images leaves none",
                "averaging=ema averagingEvery=5000; averagingEvery=5000 is more than the 400 steps",
                "averaging=lookahead averagingEvery=5 epochs=1 trainImages=80; averagingEvery=5 is more than the 4"
                        + " steps",
                "accumulation=9 batch=20 trainImages=100; accumulation=9 is more than the 5 batches of 20 images",
                "patience=8 validationFraction=0.1; patience=8 could end training after epoch 9 at the earliest",
                "schedule=step; decayEpochs=10.0 would never reduce the learning rate in 8 epochs",
                "schedule=plateau plateauEpochs=7 validationFraction=0.1; for epoch 9 at the earliest",
                "schedule=one-cycle warmupEpochs=1; warmupEpochs=1.0 does nothing with schedule=one-cycle",
                "crop=28; crop=28 pixels could move an image of 28x28 pixels out of sight; use at most 27",
                "cutout=56; cutout=56 hides every image of 28x28 pixels whole",
                "hue=0.1; these images have none",
                "saturation=0.4; these images have none",
            })
    void refusesWithTheNumbers(String choices, String message) {
        assertThatThrownBy(() -> prepare("simple-cnn", false, choices)).hasMessageContaining(message);
    }

    @Test
    void mirroredViewsNeedNeighbours() {
        assertThatThrownBy(() -> prepare("fc2layer", false, "testViews=mirror"))
                .hasMessageContaining("a fully connected network sees no neighbours; set testViews=one");
        assertThatThrownBy(() -> prepare("simple-cnn", true, "testViews=mirror-shift"))
                .hasMessageContaining("a network of permuted pixels sees no neighbours");
        assertThat(prepare("simple-cnn", false, "testViews=mirror").flat()).isFalse();
    }

    @Test
    void balancedDataNeedNoBalance() {
        assertThatThrownBy(() -> prepare("simple-cnn", false, "trainImages=10 sampling=balanced"))
                .hasMessageContaining("sampling=balanced changes nothing: every class has 1 training images");
        assertThatThrownBy(() -> prepare("simple-cnn", false, "trainImages=10 classWeights=balanced"))
                .hasMessageContaining("classWeights=balanced changes nothing");
        assertThatThrownBy(() -> prepare("simple-cnn", false, "trainImages=10 sampling=balanced classWeights=balanced"))
                .hasMessageContaining("sampling=balanced and classWeights=balanced change nothing");
        prepare("simple-cnn", false, "trainImages=500 sampling=balanced classWeights=balanced");
    }

    @Test
    void stepsThatCannotBeCountedAreRefused() {
        EffectCheck.checkSteps(100_000, 21_474);
        assertThatThrownBy(() -> EffectCheck.checkSteps(100_000, 60_000))
                .hasMessageContaining("epochs=100000 of 60000 steps each are 6000000000 steps")
                .hasMessageContaining("use fewer epochs or a larger batch");
    }

    @Test
    void whatDoesSomethingIsTaken() {
        prepare(
                "simple-cnn",
                false,
                "validationFraction=0.1 patience=7 schedule=plateau plateauEpochs=6 crop=27 cutout=55");
        prepare("simple-cnn", false, "schedule=step decayEpochs=7.5 averaging=ema averagingEvery=400");
    }
}
