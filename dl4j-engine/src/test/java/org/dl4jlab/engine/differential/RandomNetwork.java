package org.dl4jlab.engine.differential;

import java.util.List;
import org.deeplearning4j.nn.api.Model;

/**
 * An initialised network and what one must know to feed it.
 *
 * @param network plain DL4J
 * @param inputs what it takes
 * @param outputs what it answers
 * @param random whether training draws random numbers
 * @param normalised whether it normalises batches, which leaves too little of the smallest
 * @param masksFollow whether masks of images change their size with the images; where they do not, DL4J's poolings read beyond
 *     their end
 * @param description for messages
 */
record RandomNetwork(
        Model network,
        List<Port> inputs,
        List<Port> outputs,
        boolean random,
        boolean normalised,
        boolean masksFollow,
        String description) {
    boolean hasSequences() {
        return inputs.stream().anyMatch(Port::isSequence);
    }

    boolean hasImages() {
        return inputs.stream().anyMatch(Port::isImage);
    }

    boolean isSingle() {
        return inputs.size() == 1 && outputs.size() == 1;
    }
}
