package org.dl4jlab.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** Who may call whom in this module, and which of the other modules it may know. */
class BenchArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.dl4jlab.bench");

    @Test
    void itsClassesAreSeen() {
        assertThat(CLASSES).hasSizeGreaterThan(40);
    }

    @Test
    void onlyDataModelsAndEngineAreMeasured() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.dl4jlab.training..",
                        "org.dl4jlab.reports..",
                        "org.dl4jlab.sweeps..",
                        "org.dl4jlab.ui..",
                        "org.dl4jlab.experiments..",
                        "org.dl4jlab.engine.internal..")
                .check(CLASSES);
    }

    @Test
    void roomsCallDownwardsOnly() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("..bench.cli..")
                .layer("report")
                .definedBy("..bench.report..")
                .layer("measure")
                .definedBy("..bench.measure..")
                .layer("libraries")
                .definedBy("..bench.pytorch..", "..bench.onnx..")
                .layer("contender")
                .definedBy("..bench.contender..")
                .layer("workload")
                .definedBy("..bench.workload..", "..bench.peak..", "..bench.data..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                // Found by name, since each library has a class path of its own.
                .whereLayer("libraries")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("measure")
                .mayOnlyBeAccessedByLayers("cli", "report")
                .whereLayer("workload")
                .mayNotAccessAnyLayer()
                .whereLayer("contender")
                .mayOnlyAccessLayers("workload")
                .check(CLASSES);
        slices().matching("org.dl4jlab.bench.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** PyTorch and ND4J bring native libraries of one name and different versions: one JVM cannot load both. */
    @Test
    void pyTorchRunsWithoutNd4j() {
        noClasses()
                .that()
                .resideInAPackage("..bench.pytorch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.dl4jlab.models..")
                .check(CLASSES);
    }
}
