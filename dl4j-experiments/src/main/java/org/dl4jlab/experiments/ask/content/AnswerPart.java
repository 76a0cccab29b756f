package org.dl4jlab.experiments.ask.content;

import java.util.List;
import org.dl4jlab.ui.server.LocalizedText;

/** A section of an answer under a heading of its own. */
public record AnswerPart(LocalizedText heading, List<Block> blocks) {

    public AnswerPart {
        blocks = List.copyOf(blocks);
    }

    public static AnswerPart of(LocalizedText heading, Block... blocks) {
        return new AnswerPart(heading, List.of(blocks));
    }
}
