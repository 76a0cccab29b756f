package org.dl4jlab.experiments.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call whom, over the classes of all modules. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.dl4jlab");

    /** Parts of a module's own package name, such as org.dl4jlab.data; below it are the rooms. */
    private static final int MODULE_DEPTH = 3;

    @Test
    void allModulesAreSeen() {
        assertThat(modules()).contains("data", "models", "engine", "ui", "experiments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "models", "engine", "ui"})
    void lowerModulesKnowNothingOfEachOtherNorOfExperiments(String module) {
        String[] others = modules().stream()
                .filter(other -> !other.equals(module))
                .map(other -> "org.dl4jlab." + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("org.dl4jlab." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("data, models, engine and ui are independent; experiments brings them together")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("org.dl4jlab.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocliAndOnlyProgressTheBar() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.dl4jlab.experiments.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.dl4jlab.experiments.progress..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("me.tongfei..")
                .check(CLASSES);
    }

    @Test
    void experimentsAreImmutableAndNothingButDescriptions() {
        classes()
                .that()
                .resideInAPackage("org.dl4jlab.experiments.experiment..")
                .should()
                .haveOnlyFinalFields()
                .check(CLASSES);
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        Set<String> rooms = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().split("\\.").length > MODULE_DEPTH) {
                rooms.add(type.getPackageName());
            }
            if (type.getSimpleName().equals("package-info")) {
                described.add(type.getPackageName());
            }
        }
        assertThat(rooms).isNotEmpty();
        // A package-info without annotations leaves no class file, so the sources are asked.
        Set<String> missing = rooms.stream()
                .filter(room -> !described.contains(room))
                .filter(room -> !SourceTree.hasPackageInfo(room))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).as("packages without package-info.java").isEmpty();
    }

    private static Set<String> modules() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("org.dl4jlab."))
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
