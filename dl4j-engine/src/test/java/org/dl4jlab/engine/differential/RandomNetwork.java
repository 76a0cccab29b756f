package org.dl4jlab.engine.differential;

import org.deeplearning4j.nn.api.Model;

/**
 * A network that was drawn.
 *
 * @param network initialised, of DL4J's own class
 * @param example shape of one example: {@code [features]} or {@code [channels, height, width]}
 * @param classes width of the output
 * @param oneHot whether the loss wants probabilities that sum to 1
 * @param random whether training draws random numbers, so that two runs differ
 * @param normalised whether batches are normalised: of two examples that leaves nothing but rounding errors
 * @param description for messages
 */
record RandomNetwork(
        Model network,
        long[] example,
        int classes,
        boolean oneHot,
        boolean random,
        boolean normalised,
        String description) {}
