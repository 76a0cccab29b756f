package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The door is this package: these types and no others, and none of them shows what is behind it. */
class DoorTypesTest {

    private static final String DOOR = "org.dl4jlab.training";

    private static final List<JavaClass> PUBLIC = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(DOOR).stream()
                    .filter(type -> type.getPackageName().equals(DOOR))
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .toList();

    /** What a program says. */
    private static final List<String> ASKED = List.of(
            "Experiment",
            "ExperimentProvider",
            "DataSource",
            "Seed",
            "TrainingSettings",
            "OptimizerSettings",
            "ScheduleSettings",
            "AugmentationSettings",
            "AveragingSettings",
            "BalanceSettings",
            "GradientSettings",
            "CrossValidationSettings",
            "FineTuningSettings",
            "Pretrained",
            "Proposal");

    /** Whom it asks to do something. */
    private static final List<String> DOING =
            List.of("Lab", "LabOptions", "Training", "Classifier", "RunListener", "StopSignal");

    /** What it gets. */
    private static final List<String> ANSWERS =
            List.of("Run", "RunStatus", "Result", "Evaluation", "LearningRateScan", "TrainedNetwork", "Classification");

    /** What goes wrong. */
    private static final List<String> FAILURES =
            List.of("InvalidInputException", "RunFailedException", "TrainingException");

    @Test
    void theDoorIsTheseTypes() {
        assertThat(PUBLIC.stream().filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(Stream.of(ASKED, DOING, ANSWERS, FAILURES)
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void theSettingsAreChangedThroughTheirPublicType() throws ReflectiveOperationException {
        // The methods come from an interface that is no part of the door.
        TrainingSettings changed = (TrainingSettings)
                TrainingSettings.class.getMethod("withBatch", int.class).invoke(TrainingSettings.defaults(), 7);
        Function<Double, TrainingSettings> rate = TrainingSettings.defaults()::withLearningRate;
        assertThat(changed.batch()).isEqualTo(7);
        assertThat(rate.apply(0.3).learningRate()).isEqualTo(0.3);
    }

    @Test
    void noSignatureShowsAnInternalType() {
        Set<String> shown = new TreeSet<>();
        for (JavaClass type : PUBLIC) {
            for (JavaCodeUnit member : type.getCodeUnits()) {
                if (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED)) {
                    Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream())
                            .flatMap(t -> t.getAllInvolvedRawTypes().stream())
                            .filter(t -> t.getPackageName().startsWith(DOOR + ".internal"))
                            .forEach(t -> shown.add(member.getFullName() + " shows " + t.getName()));
                }
            }
        }
        assertThat(shown.stream().collect(Collectors.joining("\n"))).isEmpty();
    }
}
