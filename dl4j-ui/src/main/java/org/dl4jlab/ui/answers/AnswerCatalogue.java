package org.dl4jlab.ui.answers;

import java.util.List;
import java.util.Optional;
import org.dl4jlab.ui.server.Language;

/** Where the pages find answers. Asked at each request. */
public interface AnswerCatalogue {

    /** All answers, by question. */
    List<AnswerSummary> answers();

    /** The page of an answer, beginning with a language; empty if there is none of this id. */
    Optional<String> page(String id, Language language);
}
