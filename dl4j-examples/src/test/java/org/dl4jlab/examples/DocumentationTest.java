package org.dl4jlab.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The Java that the documentation shows is, word for word, part of a program that is compiled and run. */
class DocumentationTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Set<String> OTHERS = Set.of("target", "node_modules", ".git");

    @TestFactory
    Stream<DynamicTest> everyBlockIsPartOfAnExample() throws IOException {
        List<List<String>> examples = examples();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            int number = 0;
            for (List<String> block : blocks(Files.readAllLines(page))) {
                number++;
                tests.add(DynamicTest.dynamicTest(
                        ROOT.relativize(page) + ", block " + number,
                        () -> assertThat(examples)
                                .as("sources below dl4j-examples that have%n%s", String.join("\n", block))
                                .anyMatch(source -> contains(source, block))));
            }
        }
        return tests.stream();
    }

    @Test
    void theFrontPageHasJava() throws IOException {
        assertThat(pages())
                .contains(ROOT.resolve("README.md"), ROOT.resolve("docs").resolve("architecture.md"));
        assertThat(blocks(Files.readAllLines(ROOT.resolve("README.md")))).isNotEmpty();
    }

    @Test
    void aBlockMayBeIndentedButNotChanged() {
        List<String> source = List.of("{", "    a();", "", "        .b();", "}");
        assertThat(contains(source, List.of("a();", "", "    .b();"))).isTrue();
        assertThat(contains(source, List.of("a();", ".b();"))).isFalse();
        assertThat(contains(source, List.of("a();", "", ".b();"))).isFalse();
        assertThat(contains(source, List.of("A();"))).isFalse();
    }

    private static boolean contains(List<String> source, List<String> block) {
        return IntStream.rangeClosed(0, source.size() - block.size()).anyMatch(start -> {
            String first = source.get(start);
            if (!first.endsWith(block.get(0))) {
                return false;
            }
            String indent = first.substring(0, first.length() - block.get(0).length());
            return indent.isBlank()
                    && IntStream.range(0, block.size())
                            .allMatch(i ->
                                    source.get(start + i).equals(block.get(i).isEmpty() ? "" : indent + block.get(i)));
        });
    }

    private static List<List<String>> blocks(List<String> page) {
        List<List<String>> blocks = new ArrayList<>();
        List<String> open = null;
        for (String line : page) {
            if (open == null) {
                open = line.strip().equals("```java") ? new ArrayList<>() : null;
            } else if (line.strip().equals("```")) {
                blocks.add(open);
                open = null;
            } else {
                open.add(line);
            }
        }
        assertThat(open).as("a block that is not closed").isNull();
        return blocks;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                6,
                (path, facts) -> facts.isRegularFile() && path.toString().endsWith(".md"))) {
            return files.filter(path -> IntStream.range(0, ROOT.relativize(path).getNameCount())
                            .noneMatch(i -> OTHERS.contains(
                                    ROOT.relativize(path).getName(i).toString())))
                    .sorted()
                    .toList();
        }
    }

    private static List<List<String>> examples() throws IOException {
        List<List<String>> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.add(Files.readAllLines(file));
            }
        }
        return sources;
    }
}
