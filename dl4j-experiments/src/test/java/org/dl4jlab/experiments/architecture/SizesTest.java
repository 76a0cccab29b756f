package org.dl4jlab.experiments.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How large files and packages may be, so that each is read in one sitting. */
class SizesTest {

    private static final int MOST_LINES = 400;
    private static final int MOST_CLASSES = 25;

    /** Files that are longer, each with the reason. */
    private static final Map<String, String> LONG =
            Map.of("RunRecord.java", "run.json in one view: every part of it is a record inside");

    /** Begins the sentence with the reason in the package-info of a large package. */
    private static final String REASON = "More than 25 classes";

    @Test
    void noFileIsTooLong() {
        Map<Path, Integer> lines = new TreeMap<>();
        SourceTree.mainFiles().forEach(file -> lines.put(file, lines(file).size()));
        SourceTree.testFiles().forEach(file -> lines.put(file, lines(file).size()));
        assertThat(lines).hasSizeGreaterThan(1000);
        lines.values().removeIf(count -> count <= MOST_LINES);
        lines.keySet().removeIf(file -> LONG.containsKey(file.getFileName().toString()));
        assertThat(lines).as("files of more than %d lines", MOST_LINES).isEmpty();
    }

    @Test
    void aLargePackageSaysWhy() {
        Map<Path, Long> classes = SourceTree.mainFiles().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        assertThat(classes).hasSizeGreaterThan(50);
        classes.keySet().removeIf(folder -> classes.get(folder) <= MOST_CLASSES || givesReason(folder));
        assertThat(classes)
                .as("packages of more than %d classes whose package-info gives no reason", MOST_CLASSES)
                .isEmpty();
    }

    private static boolean givesReason(Path folder) {
        return String.join(" ", lines(folder.resolve("package-info.java"))).contains(REASON);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
