package org.dl4jlab.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a program gets that depends on dl4j-training and nothing else: this list. No web server, search, chart or command
 * line, and no logging back end. Whoever adds a line says for what.
 */
class ClassPathTest {

    /** Written by the build: the resolved class path of this module without its tests. */
    private static final Path RESOLVED = Path.of("target", "runtime-class-path.txt");

    private static final List<String> OURS = List.of("dl4j-data", "dl4j-models", "dl4j-engine", "dl4j-training");

    private static final List<String> DL4J = List.of(
            "deeplearning4j-nn",
            "deeplearning4j-utility-iterators",
            "datavec-api",
            "datavec-data-image",
            "nd4j-api",
            "nd4j-common",
            "nd4j-native",
            "nd4j-native-api",
            "nd4j-native-preset",
            "nd4j-presets-common",
            // Shaded by DL4J.
            "guava",
            "jackson",
            "protobuf",
            "resources");

    private static final List<String> NATIVES = List.of("javacpp", "openblas", "opencv", "javacv", "dnnl", "jna");

    /** Records as JSON, the only API for logs, statistics, nearest names, archives. */
    private static final List<String> CHOSEN = List.of(
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jackson-datatype-jsr310",
            "slf4j-api",
            "commons-math3",
            "commons-text",
            "commons-lang3",
            "commons-compress",
            "xz");

    /** Readers of pictures. */
    private static final List<String> PICTURES = List.of(
            "imageio-core",
            "imageio-metadata",
            "imageio-bmp",
            "imageio-pnm",
            "imageio-tiff",
            "imageio-webp",
            "common-image",
            "common-io",
            "common-lang");

    /** What DL4J's classes need when they are loaded, or when a network runs out of memory or is watched. */
    private static final List<String> NEEDED_BY_DL4J = List.of(
            "byteunits",
            "commons-codec",
            "commons-collections4",
            "commons-io",
            "commons-net",
            "fastutil",
            "flatbuffers-java",
            "jna-platform",
            "joda-time",
            "neoitertools",
            "oshi-core",
            "threetenbp");

    @Test
    void aProgramGetsTheseLibrariesAndNoOther() throws IOException {
        assertThat(artifacts())
                .containsExactlyInAnyOrderElementsOf(Stream.of(OURS, DL4J, NATIVES, CHOSEN, PICTURES, NEEDED_BY_DL4J)
                        .flatMap(List::stream)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> artifacts() throws IOException {
        return Arrays.stream(Files.readString(RESOLVED).strip().split(File.pathSeparator))
                .map(Path::of)
                .map(ClassPathTest::artifact)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A jar lies in a folder of its version in a folder of its name; a module of this build is a folder or a jar. */
    private static String artifact(Path entry) {
        for (Path folder = entry; folder != null; folder = folder.getParent()) {
            if (folder.getFileName() != null
                    && folder.getFileName().toString().startsWith("dl4j-")
                    && Files.exists(folder.resolve("pom.xml"))) {
                return folder.getFileName().toString();
            }
        }
        return entry.getParent().getParent().getFileName().toString();
    }
}
