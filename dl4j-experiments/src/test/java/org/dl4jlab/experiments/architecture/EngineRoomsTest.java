package org.dl4jlab.experiments.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine's door, and who may call whom behind it. */
class EngineRoomsTest {

    private static final String ENGINE = "org.dl4jlab.engine";

    private static final String INTERNAL = ENGINE + ".internal";

    /** Types of the door that are values, which every room may know. */
    private static final List<String> VALUES = List.of(
            "EngineOptions", "Precision", "Unsupported", "Cpu", "RuntimeReport", "SettingOutcome", "BackendException");

    /** Types of the door that do something, by calling the rooms. */
    private static final List<String> DOING = List.of("Engine", "Predictor", "NativeRuntime");

    @Test
    void theDoorIsTheseTypes() {
        assertThat(door().stream().filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(VALUES, DOING).flatMap(List::stream).toList());
    }

    @Test
    void noSignatureOfTheDoorShowsWhatIsBehindIt() {
        Set<String> shown = new TreeSet<>();
        for (JavaClass type : door()) {
            for (JavaCodeUnit member : type.getCodeUnits()) {
                if (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED)) {
                    Stream.concat(Stream.of(member.getReturnType()), member.getParameterTypes().stream())
                            .flatMap(t -> t.getAllInvolvedRawTypes().stream())
                            .filter(t -> t.getPackageName().startsWith(INTERNAL))
                            .forEach(t -> shown.add(member.getFullName() + " shows " + t.getName()));
                }
            }
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void nobodyOutsideCallsTheRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL + "..")
                .check(ArchitectureTest.CLASSES);
    }

    @Test
    void theRoomsKnowOnlyTheValuesOfTheDoor() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".*..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.dl4jlab\\.engine\\.(" + String.join("|", DOING) + ")(\\$.*)?")
                .check(ArchitectureTest.CLASSES);
    }

    @Test
    void roomsCallDownwardsOnly() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("updater")
                .definedBy(ENGINE + ".updater")
                .layer("graph")
                .definedBy(ENGINE + ".graph")
                .layer("runtime")
                .definedBy(INTERNAL + ".runtime")
                .layer("onednn")
                .definedBy(INTERNAL + ".onednn")
                .layer("plan")
                .definedBy(INTERNAL + ".plan")
                .layer("layer.shared")
                .definedBy(INTERNAL + ".layer.shared")
                .layer("layer.normalization")
                .definedBy(INTERNAL + ".layer.normalization")
                .layer("layer.convolution")
                .definedBy(INTERNAL + ".layer.convolution")
                .layer("layer")
                .definedBy(INTERNAL + ".layer")
                .layer("optimizer")
                .definedBy(INTERNAL + ".optimizer")
                .layer("session")
                .definedBy(INTERNAL + ".session")
                .layer("network")
                .definedBy(INTERNAL + ".network")
                .whereLayer("updater")
                .mayNotAccessAnyLayer()
                .whereLayer("graph")
                .mayNotAccessAnyLayer()
                .whereLayer("runtime")
                .mayNotAccessAnyLayer()
                .whereLayer("onednn")
                .mayOnlyAccessLayers("runtime")
                .whereLayer("plan")
                .mayOnlyAccessLayers("graph", "onednn")
                .whereLayer("layer.shared")
                .mayOnlyAccessLayers("plan", "graph", "onednn")
                .whereLayer("layer.normalization")
                .mayOnlyAccessLayers("layer.shared", "plan", "graph", "onednn")
                .whereLayer("layer.convolution")
                .mayOnlyAccessLayers("layer.normalization", "layer.shared", "plan", "graph", "onednn")
                .whereLayer("layer")
                .mayOnlyAccessLayers(
                        "layer.convolution", "layer.normalization", "layer.shared", "plan", "graph", "onednn")
                .whereLayer("optimizer")
                .mayOnlyAccessLayers("plan", "graph", "onednn", "updater")
                .whereLayer("session")
                .mayOnlyAccessLayers("layer", "optimizer", "plan", "graph", "onednn", "runtime")
                .whereLayer("network")
                .mayOnlyAccessLayers("session", "optimizer", "plan", "graph", "onednn")
                .check(ArchitectureTest.CLASSES);
    }

    private static List<JavaClass> door() {
        return ArchitectureTest.CLASSES.stream()
                .filter(type -> type.getPackageName().equals(ENGINE))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .toList();
    }
}
