package org.dl4jlab.training.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.ScheduleSettings.Schedule;
import org.dl4jlab.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final TrainingSettings LAB = TrainingSettings.defaults();

    @Test
    void replacesWhatIsNamedAndKeepsTheRest() {
        TrainingSettings changed = Settings.override(LAB, Map.of("epochs", "3", "learningRate", "1e-3"));

        assertThat(changed.epochs()).isEqualTo(3);
        assertThat(changed.learningRate()).isEqualTo(1e-3);
        assertThat(changed.batch()).isEqualTo(LAB.batch());
        assertThat(changed.optimization().momentum())
                .isEqualTo(LAB.optimization().momentum());
    }

    @Test
    void takesValuesOfTheirTypes() {
        TrainingSettings changed = Settings.with(
                LAB, Map.of("epochs", 3, "learningRate", 0.1 + 0.2, "schedule", Schedule.COSINE, "keepBest", true));

        assertThat(changed)
                .isEqualTo(LAB.withEpochs(3)
                        .withLearningRate(0.1 + 0.2)
                        .withSchedule(Schedule.COSINE)
                        .withKeepBest(true));
        assertThat(Settings.with(LAB, Map.of("epochs", 3L, "learningRate", 1)))
                .isEqualTo(LAB.withEpochs(3).withLearningRate(1));
    }

    @Test
    void refusesValuesOfOtherTypesByName() {
        Map<String, Object> wrong =
                Map.of("epochs", 2.5, "batch", "64", "schedule", "cosine", "keepBest", "true", "momentum", true);
        wrong.forEach((name, value) -> assertThatThrownBy(() -> Settings.with(LAB, Map.of(name, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Setting '" + name + "'")
                .hasMessageContaining("but got '" + value + "'"));
        assertThatThrownBy(() -> Settings.with(LAB, Map.of("epochs", 0)))
                .hasMessageContaining("must be a whole number from 1 to");
        assertThatThrownBy(() -> Settings.with(LAB, Map.of("epoch", 1))).hasMessageContaining("Did you mean 'epochs'?");
    }

    @Test
    void withoutOverridesNothingChanges() {
        assertThat(Settings.override(LAB, Map.of())).isEqualTo(LAB);
    }

    @ParameterizedTest
    @CsvSource({"epoch, epochs", "Batch, batch", "learningrate, learningRate", "momentun, momentum"})
    void suggestsTheNearestName(String typed, String meant) {
        assertThatThrownBy(() -> Settings.override(LAB, Map.of(typed, "1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no setting '" + typed + "'.")
                .hasMessageContaining("Did you mean '" + meant + "'?")
                .hasMessageContaining("Known: epochs, batch,");
    }

    @Test
    void makesNoGuessWhereNothingIsNear() {
        assertThatThrownBy(() -> Settings.override(LAB, Map.of("zzzzzzzz", "1")))
                .hasMessageStartingWith("There is no setting 'zzzzzzzz'. Known:");
    }

    @ParameterizedTest
    @CsvSource({
        "batch, 0, whole number from 1 to 60000",
        "batch, -1, whole number",
        "batch, 64.0, whole number",
        "batch, many, whole number",
        "batch, '', whole number",
        "epochs, 99999999999, whole number",
        "learningRate, fast, number from 1.0E-9 to 100",
        "learningRate, NaN, number from",
        "learningRate, Infinity, number from",
        "learningRate, 0, number from",
        "momentum, 1, number from 0 to 0.9999",
        "validationFraction, 1, number from 0 to 0.9"
    })
    void refusesWhatIsNoValueAndSaysWhatIs(String name, String text, String allowed) {
        assertThatThrownBy(() -> Settings.override(LAB, Map.of(name, text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining(allowed)
                .hasMessageContaining("'" + text + "'");
    }

    @Property
    void anyValueInRangeIsTaken(
            @ForAll @IntRange(min = 1, max = 60_000) int batch, @ForAll @DoubleRange(max = 0.99) double momentum) {
        TrainingSettings changed = Settings.override(LAB, Map.of("batch", " " + batch, "momentum", "" + momentum));

        assertThat(changed.batch()).isEqualTo(batch);
        assertThat(changed.optimization().momentum()).isEqualTo(momentum);
    }

    @Property
    void anyTextIsTakenOrRefusedInWords(@ForAll String text) {
        try {
            int batch = Settings.override(LAB, Map.of("batch", text)).batch();
            assertThat(batch).isBetween(1, 60_000);
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageContaining("must be a whole number from 1 to 60000");
        }
    }

    @Test
    void everySettingIsDescribed() {
        assertThat(Settings.describe(LAB))
                .hasSizeGreaterThan(TrainingSettings.class.getRecordComponents().length)
                .allSatisfy(d -> assertThat(d.meaning()).isNotBlank())
                .anySatisfy(d -> {
                    assertThat(d.name()).isEqualTo("batch");
                    assertThat(d.value()).isEqualTo(64);
                    assertThat(d.range()).isEqualTo("1 to 60000");
                });
    }
}
