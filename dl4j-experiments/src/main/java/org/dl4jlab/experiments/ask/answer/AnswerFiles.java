package org.dl4jlab.experiments.ask.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.ui.server.Language;

/**
 * Where answers are kept: a page and its numbers for each.
 *
 * @param folder made when it is first needed
 */
public record AnswerFiles(Path folder) {

    private static final String NAME = "answers";
    private static final String ALL = "all";

    /** The answers that belong to a folder of runs. */
    public static AnswerFiles beside(Path runs) {
        return new AnswerFiles(runs.resolve(NAME));
    }

    /**
     * Writes the page and the numbers of an answer; earlier ones are replaced.
     *
     * @param shown the language that the page begins with
     * @return the page
     * @throws IOException if the folder cannot be made
     * @throws java.io.UncheckedIOException if a file cannot be written; an earlier one then stays
     */
    public Path write(Answer answer, Language shown) throws IOException {
        Files.createDirectories(folder);
        AtomicFile.writeString(numbers(answer.id()), AnswerJson.of(answer).toPrettyString() + "\n");
        AtomicFile.writeString(page(answer.id()), AnswerPage.render(answer, shown));
        return page(answer.id());
    }

    /** Writes all answers on one page; as {@link #write}. */
    public Path writeAll(List<Answer> answers, Language shown) throws IOException {
        Files.createDirectories(folder);
        Path page = page(Answer.id(ALL, answers.get(0).width()));
        AtomicFile.writeString(page, AnswerPage.renderAll(answers, shown));
        return page;
    }

    /** The page of an answer. */
    public Path page(String id) {
        return folder.resolve(id + ".html");
    }

    /** The numbers of an answer. */
    public Path numbers(String id) {
        return folder.resolve(id + ".json");
    }
}
