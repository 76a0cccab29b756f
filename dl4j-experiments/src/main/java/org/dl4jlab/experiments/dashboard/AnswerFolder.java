package org.dl4jlab.experiments.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.experiments.ask.answer.AnswerFiles;
import org.dl4jlab.reports.page.Page;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.ui.answers.AnswerCatalogue;
import org.dl4jlab.ui.answers.AnswerSummary;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers that lie beside the runs, as the dashboard shows them. A file that cannot be read costs its own card. */
public final class AnswerFolder implements AnswerCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerFolder.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUMBERS = ".json";

    /** A page holds its pictures. */
    private static final long LONGEST_PAGE = 64L << 20;

    private final AnswerFiles files;
    private final FileCache<AnswerSummary> summaries = new FileCache<>(500, AnswerFolder::read);

    /** @param runs folder of the runs; need not exist yet */
    public AnswerFolder(Path runs) {
        this.files = AnswerFiles.beside(runs);
    }

    @Override
    public synchronized List<AnswerSummary> answers() {
        List<AnswerSummary> found = new ArrayList<>();
        if (!Files.isDirectory(files.folder())) {
            return found;
        }
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(files.folder(), "*" + NUMBERS)) {
            for (Path file : numbers) {
                if (AddressName.isValid(id(file)) && RegularFile.is(file) && RegularFile.is(files.page(id(file)))) {
                    summaries.get(file).ifPresent(found::add);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            LOG.warn("The answers in {} cannot be listed: {}", files.folder(), e.getMessage());
        }
        found.sort(Comparator.comparing(AnswerSummary::id));
        return found;
    }

    @Override
    public Optional<String> page(String id, Language language) {
        Path file = files.page(id);
        if (!AddressName.isValid(id) || !RegularFile.is(file)) {
            return Optional.empty();
        }
        try {
            String page =
                    new String(Files.readAllBytes(RegularFile.require(file, LONGEST_PAGE)), StandardCharsets.UTF_8);
            return Optional.of(Page.showing(page, language == Language.ZH ? Page.Words.CHINESE : Page.Words.ENGLISH));
        } catch (IOException e) {
            LOG.warn("The answer {} cannot be shown: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static String id(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - NUMBERS.length());
    }

    private static AnswerSummary read(Path file) throws IOException {
        JsonNode root = JSON.readTree(Files.readAllBytes(RegularFile.require(file, RegularFile.LONGEST_RECORD)));
        try {
            return new AnswerSummary(
                    id(file),
                    text(root, "title"),
                    root.path("outcome").asText(),
                    text(root, "conclusion"),
                    root.path("width").asText().equals("quick"),
                    Instant.parse(root.path("made").asText()));
        } catch (DateTimeException e) {
            throw new IOException(file + " is not the numbers of an answer: it does not say when it was made", e);
        }
    }

    private static LocalizedText text(JsonNode root, String name) {
        return new LocalizedText(
                root.path(name).path("en").asText(), root.path(name).path("zh").asText());
    }
}
