package org.dl4jlab.experiments.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.internal.classify.RunPredictor;
import org.dl4jlab.training.internal.data.DataLoader;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.runner.LearningRateFinder;
import org.junit.jupiter.api.Test;

/** Who may call whom, over the classes of all modules. */
class ArchitectureTest {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.dl4jlab");

    /** Parts of a module's own package name, such as org.dl4jlab.data; below it are the rooms. */
    private static final int MODULE_DEPTH = 3;

    private static final List<String> MODULES =
            List.of("data", "models", "engine", "training", "reports", "sweeps", "ui", "experiments");

    @Test
    void allModulesAreSeenAndNoOther() {
        assertThat(modules()).containsExactlyInAnyOrderElementsOf(MODULES);
    }

    @Test
    void modulesCallDownwardsOnly() {
        Architectures.LayeredArchitecture layers =
                Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String module : MODULES) {
            layers = layers.layer(module).definedBy("org.dl4jlab." + module + "..");
        }
        layers.whereLayer("data")
                .mayNotAccessAnyLayer()
                .whereLayer("models")
                .mayNotAccessAnyLayer()
                .whereLayer("engine")
                .mayNotAccessAnyLayer()
                .whereLayer("ui")
                .mayNotAccessAnyLayer()
                .whereLayer("training")
                .mayOnlyAccessLayers("data", "models", "engine")
                .whereLayer("reports")
                .mayOnlyAccessLayers("training", "data", "models", "engine")
                .whereLayer("sweeps")
                .mayOnlyAccessLayers("reports", "training", "data", "models", "engine")
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("org.dl4jlab.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("org.dl4jlab.training.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        slices().matching("org.dl4jlab.engine.internal.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        slices().matching("org.dl4jlab.experiments.dashboard.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
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
    void whateverTheDoorDoesIsAskedOfTheDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.dl4jlab.training..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(LearningRateFinder.class, RunPredictor.class, DataLoader.class)
                .orShould()
                .callConstructor(ExperimentRunner.class, Path.class, LabOptions.class)
                .check(CLASSES);
    }

    @Test
    void whatARunLeftIsReadByTheRun() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.dl4jlab.training..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(RunRecord.class)
                .orShould()
                .callMethodWhere(JavaCall.Predicates.target(
                                HasOwner.Predicates.With.owner(JavaClass.Predicates.type(RunFolder.class)))
                        .and(JavaCall.Predicates.target(HasName.Predicates.nameMatching("(read|open).*"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheRunsLogKnowsLoggingBackEnds() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.dl4jlab.training.internal.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.logging..", "ch.qos.logback..")
                .check(CLASSES);
    }

    @Test
    void whatTheLibrarySaysOfARunReachesItsLog() {
        noClasses()
                .that()
                .resideInAnyPackage("org.dl4jlab.training..", "org.dl4jlab.reports..", "org.dl4jlab.sweeps..")
                .and()
                .resideOutsideOfPackage("org.dl4jlab.training.internal.log..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.slf4j.LoggerFactory")
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
