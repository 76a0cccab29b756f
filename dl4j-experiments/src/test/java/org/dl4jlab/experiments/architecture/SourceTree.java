package org.dl4jlab.experiments.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sources of all modules, found from this module's folder, where Maven runs its tests. */
final class SourceTree {

    private static final List<String> MODULES = List.of(
            "dl4j-data",
            "dl4j-models",
            "dl4j-engine",
            "dl4j-training",
            "dl4j-reports",
            "dl4j-sweeps",
            "dl4j-ui",
            "dl4j-experiments",
            "dl4j-bench");

    private SourceTree() {}

    static boolean hasPackageInfo(String packageName) {
        Path relative = Path.of("src", "main", "java")
                .resolve(packageName.replace('.', '/'))
                .resolve("package-info.java");
        Path root = Path.of("").toAbsolutePath().getParent();
        return MODULES.stream()
                .anyMatch(module -> Files.exists(root.resolve(module).resolve(relative)));
    }
}
