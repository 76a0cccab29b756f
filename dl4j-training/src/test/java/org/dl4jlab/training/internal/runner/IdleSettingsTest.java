package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleSettingsTest {

    private static void give(String choices) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String choice : choices.split(" ")) {
            all.put(choice.substring(0, choice.indexOf('=')), choice.substring(choice.indexOf('=') + 1));
        }
        IdleSettings.requireEffect(Settings.override(TrainingSettings.defaults(), all), all.keySet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "border=reflect; Setting 'border' has no effect here: it needs crop, rotation or autoAugment",
                "magnitude=3 autoAugment=trivial-augment; Setting 'magnitude' has no effect here: it needs autoAugment=rand-augment",
                "operations=1; it needs autoAugment=rand-augment",
                "averagingDecay=0.9; it needs averaging=ema or lookahead",
                "averagingEvery=2; it needs averaging=ema or lookahead",
                "peak=0.3 schedule=cosine; it needs schedule=one-cycle",
                "startShare=0.3 schedule=cosine; it needs schedule=one-cycle or exponential",
                "endShare=0.1; it needs schedule=cosine or one-cycle",
                "decayEpochs=1 schedule=plateau; it needs schedule=step",
                "decayFactor=0.5; it needs schedule=step or plateau",
                "plateauEpochs=2 schedule=step; it needs schedule=plateau",
                "keepBest=true validationFraction=0.1; Setting 'keepBest' has no effect here: it needs epochs above 1",
                "shuffle=once; Setting 'shuffle' has no effect here: it needs epochs above 1",
            })
    void anIdleSettingIsRefusedByName(String choices, String message) {
        assertThatThrownBy(() -> give(choices))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSettingThatNeedsOneThatVariesIsTaken() {
        TrainingSettings settings = TrainingSettings.defaults();
        IdleSettings.requireEffect(settings, Set.of("decayFactor"), Set.of("momentum", "schedule"));
        IdleSettings.requireEffect(settings.withKeepBest(true), Set.of("keepBest", "shuffle"), Set.of("epochs"));
        assertThatThrownBy(
                        () -> IdleSettings.requireEffect(settings, Set.of("decayFactor"), Set.of("momentum", "batch")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'decayFactor' has no effect here");
    }

    @Test
    void aSettingThatIsUsedIsTaken() {
        give("border=reflect crop=2");
        give("autoAugment=rand-augment operations=1 magnitude=3 border=reflect");
        give("averaging=ema averagingEvery=2 averagingDecay=0.9");
        give("schedule=one-cycle peak=0.3 startShare=0.1 endShare=0.1");
        give("schedule=step decayEpochs=0.5 decayFactor=0.5");
        give("schedule=plateau plateauEpochs=2 decayFactor=0.5");
        give("shuffle=once epochs=2");
        give("keepBest=true validationFraction=0.1 epochs=2");
        give("keepBest=false");
        give("shuffle=by-class");
    }
}
