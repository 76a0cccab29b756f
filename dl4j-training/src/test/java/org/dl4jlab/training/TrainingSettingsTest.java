package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.internal.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingSettingsTest {

    private static final TrainingSettings DEFAULTS = TrainingSettings.defaults();

    static List<String> everySetting() {
        return List.copyOf(Settings.toMap(DEFAULTS).keySet());
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void everySettingHasAWitherThatChangesItAlone(String name) throws ReflectiveOperationException {
        Method wither = wither(name);
        Map<String, Object> expected = new LinkedHashMap<>(Settings.toMap(DEFAULTS));
        Object value = another(wither.getParameterTypes()[0], expected.get(name));
        expected.put(name, value instanceof Enum<?> constant ? Settings.word(constant) : value);

        TrainingSettings changed = (TrainingSettings) wither.invoke(DEFAULTS, value);

        assertThat(Settings.toMap(changed)).isEqualTo(expected);
    }

    @Test
    void aValueOutsideOfItsRangeIsRefusedByName() {
        assertThatThrownBy(() -> DEFAULTS.withEpochs(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Setting 'epochs' (passes over the training images) must be a whole number from 1 to"
                        + " 100000, but got '0'.");
        assertThatThrownBy(() -> DEFAULTS.withLearningRate(Double.NaN)).hasMessageContaining("'learningRate'");
        assertThatThrownBy(() -> DEFAULTS.withCrop(-1)).hasMessageContaining("'crop'");
        assertThatThrownBy(() -> DEFAULTS.withAveragingDecay(1)).hasMessageContaining("'averagingDecay'");
        assertThatThrownBy(() -> DEFAULTS.withPeak(1.5)).hasMessageContaining("'peak'");
        assertThatThrownBy(() -> DEFAULTS.withFlip(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("flip");
    }

    @Test
    void settingsThatNeedEachOtherMayBeSetInAnyOrder() {
        TrainingSettings incomplete = DEFAULTS.withKeepBest(true);
        assertThatThrownBy(() -> incomplete.requireValidation(false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("keepBest chooses by validation accuracy, but validationFraction is 0");
        assertThatThrownBy(() -> DEFAULTS.withPatience(2).requireValidation(false))
                .hasMessageStartingWith("patience=2 chooses");
        assertThatThrownBy(() ->
                        DEFAULTS.withSchedule(ScheduleSettings.Schedule.PLATEAU).requireValidation(false))
                .hasMessageStartingWith("schedule=plateau reduces");
        incomplete.requireValidation(true);
        assertThatThrownBy(DEFAULTS.withSchedule(ScheduleSettings.Schedule.EXPONENTIAL)
                        .withStartShare(0)::requireConsistent)
                .hasMessageContaining("'startShare' must be above 0");

        incomplete.withValidationFraction(0.1).requireValidation(false);
    }

    private static Method wither(String setting) {
        String name = "with" + Character.toUpperCase(setting.charAt(0)) + setting.substring(1);
        return Arrays.stream(TrainingSettings.class.getMethods())
                .filter(m -> m.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("TrainingSettings has no " + name));
    }

    private static Object another(Class<?> type, Object value) {
        if (type == boolean.class) {
            return !(Boolean) value;
        }
        if (type == int.class) {
            return (Integer) value + 1;
        }
        if (type == double.class) {
            return (Double) value == 0.5 ? 0.25 : 0.5;
        }
        List<Object> constants = new ArrayList<>(Arrays.asList(type.getEnumConstants()));
        constants.removeIf(c -> Settings.word((Enum<?>) c).equals(value));
        return constants.get(0);
    }
}
