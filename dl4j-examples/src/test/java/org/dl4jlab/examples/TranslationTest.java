package org.dl4jlab.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The Chinese front page says what the English one says: the same commands, names, links and numbers, section by section. */
class TranslationTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern LINK = Pattern.compile("\\]\\([^)]+\\)");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

    /**
     * What a translation may not change.
     *
     * @param blocks commands, output and programs, in their order
     * @param codes names and commands within a sentence, sorted, like the two below
     * @param links where links and pictures lead
     * @param numbers written in digits
     */
    private record Section(List<String> blocks, List<String> codes, List<String> links, List<String> numbers) {

        static Section of(String text) {
            List<String> blocks = all(BLOCK, text);
            String words = BLOCK.matcher(text).replaceAll("");
            List<String> codes = sorted(CODE, words);
            words = CODE.matcher(words).replaceAll("");
            List<String> links = sorted(LINK, words).stream()
                    .filter(link -> !link.matches("]\\(README(\\.zh)?\\.md\\)"))
                    .toList();
            return new Section(
                    blocks, codes, links, sorted(NUMBER, LINK.matcher(words).replaceAll("")));
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static List<String> sorted(Pattern pattern, String text) {
        return all(pattern, text).stream().sorted().toList();
    }

    private static List<String> sections(String page) throws IOException {
        return List.of(Files.readString(ROOT.resolve(page)).split("(?m)^## "));
    }

    @TestFactory
    Stream<DynamicTest> everySectionKeepsCommandsLinksAndNumbers() throws IOException {
        List<String> english = sections("README.md");
        List<String> chinese = sections("README.zh.md");
        assertThat(chinese).hasSameSizeAs(english);
        return IntStream.range(0, english.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        english.get(i).lines().findFirst().orElseThrow(),
                        () -> assertThat(Section.of(chinese.get(i)))
                                .usingRecursiveComparison()
                                .isEqualTo(Section.of(english.get(i)))));
    }

    @Test
    void eachPageLeadsToTheOther() throws IOException {
        assertThat(sections("README.md").get(0)).contains("](README.zh.md)");
        assertThat(sections("README.zh.md").get(0)).contains("](README.md)");
    }

    @Test
    void aChangedNumberCommandOrLinkIsSeen() {
        Section section = Section.of("Trains `run x` in 20 s ([more](a.md)).\n```\nrun\n```\n");
        assertThat(Section.of("20 秒内训练 `run x`（[更多](a.md)）。\n```\nrun\n```\n")).isEqualTo(section);
        assertThat(Section.of("21 秒内训练 `run x`（[更多](a.md)）。\n```\nrun\n```\n")).isNotEqualTo(section);
        assertThat(Section.of("20 秒内训练 `run y`（[更多](a.md)）。\n```\nrun\n```\n")).isNotEqualTo(section);
        assertThat(Section.of("20 秒内训练 `run x`（[更多](b.md)）。\n```\nrun\n```\n")).isNotEqualTo(section);
        assertThat(Section.of("20 秒内训练 `run x`（[更多](a.md)）。\n```\nrun 2\n```\n"))
                .isNotEqualTo(section);
    }
}
