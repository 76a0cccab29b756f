package org.dl4jlab.ui.answers;

import java.time.Instant;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * An answer in one card.
 *
 * @param id names its page
 * @param title the question
 * @param outcome {@code supported}, {@code not supported} or {@code cannot be told}
 * @param conclusion of the answer, in a sentence
 * @param quick whether it is the quick answer
 * @param made when
 */
public record AnswerSummary(
        String id, LocalizedText title, String outcome, LocalizedText conclusion, boolean quick, Instant made) {}
