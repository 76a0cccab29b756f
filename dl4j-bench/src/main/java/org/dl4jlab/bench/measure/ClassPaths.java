package org.dl4jlab.bench.measure;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Class paths of the measured JVMs.
 *
 * @param own entries of this program's class path
 * @param pytorch jars of PyTorch and of nothing else
 */
record ClassPaths(List<Path> own, List<Path> pytorch) {

    /** Folders of the local repository whose jars bring native libraries that libtorch must not meet. */
    private static final List<String> FOREIGN_TO_PYTORCH =
            List.of("/org/nd4j/", "/org/deeplearning4j/", "/org/bytedeco/");

    /**
     * Finds both.
     *
     * @throws IllegalStateException if the jars of PyTorch were not copied beside the compiled classes
     */
    static ClassPaths find() {
        Path classes = location();
        Path folder = classes.resolveSibling("pytorch");
        try (Stream<Path> jars = Files.list(folder)) {
            return new ClassPaths(ownEntries(), jars.sorted().toList());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "PyTorch's jars are not in " + folder + "; they are put there by: mvn -q -Pbench compile", e);
        }
    }

    /** The class path for a contender, ready for {@code java -cp}. */
    String of(ContenderSpec.Libraries libraries) {
        Stream<Path> entries = libraries == ContenderSpec.Libraries.DL4J
                ? own.stream()
                : Stream.concat(pytorch.stream(), own.stream().filter(ClassPaths::agreesWithPyTorch));
        return String.join(File.pathSeparator, entries.map(Path::toString).toList());
    }

    private static boolean agreesWithPyTorch(Path entry) {
        String path = entry.toString().replace(File.separatorChar, '/');
        return FOREIGN_TO_PYTORCH.stream().noneMatch(path::contains);
    }

    private static Path location() {
        try {
            return Path.of(ClassPaths.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inside {@code mvn exec:java} the class path is known to the class loader only. */
    private static List<Path> ownEntries() {
        if (ClassPaths.class.getClassLoader() instanceof URLClassLoader loader) {
            List<Path> entries = new ArrayList<>();
            for (URL url : loader.getURLs()) {
                try {
                    entries.add(Path.of(url.toURI()));
                } catch (URISyntaxException e) {
                    throw new IllegalStateException(e);
                }
            }
            return entries;
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
