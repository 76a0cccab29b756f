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

    @Test
    void theDoorIsTheseTypes() {
        assertThat(PUBLIC.stream().filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName))
                .contains(
                        "Experiment",
                        "DataSource",
                        "Seed",
                        "TrainingSettings",
                        "Lab",
                        "LabOptions",
                        "Run",
                        "Recipe",
                        "Result",
                        "EpochMetrics",
                        "Evaluation",
                        "Prediction",
                        "Reproduction",
                        "Classifier",
                        "Classification",
                        "RankedClass",
                        "Training",
                        "TrainedNetwork",
                        "RunListener",
                        "StopSignal")
                .hasSizeBetween(25, 40);
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
