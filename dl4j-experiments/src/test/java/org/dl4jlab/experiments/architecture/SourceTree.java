package org.dl4jlab.experiments.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sources of all modules, found from this module's folder, where Maven runs its tests. */
final class SourceTree {

    private static final List<String> MODULES = List.of(
            "dl4j-data",
            "dl4j-models",
            "dl4j-engine",
            "dl4j-training",
            "dl4j-examples",
            "dl4j-reports",
            "dl4j-sweeps",
            "dl4j-ui",
            "dl4j-experiments",
            "dl4j-bench",
            "dl4j-spark");

    private SourceTree() {}

    static boolean hasPackageInfo(String packageName) {
        Path relative = Path.of("src", "main", "java")
                .resolve(packageName.replace('.', '/'))
                .resolve("package-info.java");
        return MODULES.stream()
                .anyMatch(module -> Files.exists(root().resolve(module).resolve(relative)));
    }

    /** The Java files below {@code src/main/java} of every module. */
    static List<Path> mainFiles() {
        return files("main");
    }

    /** The Java files of every module's tests, and those that the tests of several modules share. */
    static List<Path> testFiles() {
        return Stream.concat(files("test").stream(), files("fixtures").stream()).toList();
    }

    private static List<Path> files(String part) {
        return MODULES.stream()
                .map(module -> root().resolve(module).resolve(Path.of("src", part, "java")))
                .filter(Files::isDirectory)
                .flatMap(SourceTree::javaFiles)
                .toList();
    }

    private static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
