package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.ui.server.Language;
import picocli.CommandLine.Option;

/** The language of what a command says to people. A choice is remembered for later commands of the same user. */
final class LanguageOption {

    private static final List<Language> SPOKEN = List.of(Language.EN, Language.ZH);
    private static final String FILE = "language";

    @Option(
            names = "--language",
            paramLabel = "<en|zh>",
            description =
                    "English or Chinese; remembered for later. Default: what was chosen before, else the language of"
                            + " your system.")
    private String wanted;

    /**
     * The language to speak.
     *
     * @param memory folder in which a choice is kept
     * @throws InvalidInputException if another language was asked for
     */
    Language choose(Path memory) {
        if (wanted == null) {
            return remembered(memory)
                    .orElseGet(() -> spoken(Locale.getDefault().getLanguage())
                            .filter(LanguageOption::canPrint)
                            .orElse(Language.EN));
        }
        Language language = spoken(wanted.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new InvalidInputException(
                        "There are answers in en (English) and zh (Chinese), but none in '" + wanted + "'."));
        remember(memory, language);
        return language;
    }

    /** A note for a terminal that would show question marks; empty if it can print the language. */
    static Optional<String> warning(Language language) {
        return canPrint(language)
                ? Optional.empty()
                : Optional.of("This terminal cannot print Chinese (its encoding is "
                        + java.nio.charset.Charset.defaultCharset() + "); the page can show it. Set LC_ALL=C.UTF-8.");
    }

    private static boolean canPrint(Language language) {
        return language != Language.ZH || Terminal.canPrint("中文");
    }

    private static Optional<Language> spoken(String code) {
        return Language.ofCode(code).filter(SPOKEN::contains);
    }

    private static Optional<Language> remembered(Path memory) {
        try {
            return spoken(Files.readString(memory.resolve(FILE)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void remember(Path memory, Language language) {
        try {
            Path file = memory.resolve(FILE);
            byte[] code = language.code().getBytes(StandardCharsets.UTF_8);
            if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), code)) {
                Files.createDirectories(memory);
                AtomicFile.writeString(file, language.code());
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // The answer is given all the same; only the next command has to be told again.
            org.slf4j.LoggerFactory.getLogger(LanguageOption.class)
                    .warn("The language cannot be remembered in {}: {}", memory, e.getMessage());
        }
    }
}
