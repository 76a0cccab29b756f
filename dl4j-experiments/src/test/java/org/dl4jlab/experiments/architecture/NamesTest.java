package org.dl4jlab.experiments.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the classes of all modules are called. */
class NamesTest {

    /** Simple names that several classes may share. Every package has a package-info. */
    private static final Set<String> SHARED_NAMES = Set.of("package-info");

    @Test
    void aSimpleNameMeansOneClass() {
        Map<String, Long> counts = SourceTree.mainFiles().stream()
                .map(NamesTest::simpleName)
                .filter(name -> !SHARED_NAMES.contains(name))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        assertThat(counts).hasSizeGreaterThan(500);
        counts.values().removeIf(count -> count == 1);
        assertThat(counts).as("simple names of more than one class").isEmpty();
    }

    @Test
    void noMainClassReadsAsATest() {
        assertThat(SourceTree.mainFiles().stream().map(NamesTest::simpleName))
                .isNotEmpty()
                .noneMatch(name -> name.matches("Test.*|.*Tests?|.*TestCase"));
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }
}
