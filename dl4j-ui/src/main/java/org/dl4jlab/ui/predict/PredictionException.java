package org.dl4jlab.ui.predict;

import org.dl4jlab.ui.server.Sentence;

/** An image could not be answered. The message is one sentence for the viewer and tells nothing about the machine. */
public final class PredictionException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Sentence sentence;

    public PredictionException(Sentence sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    public PredictionException(Sentence sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
    }

    /** The message in the languages of the pages. */
    public Sentence sentence() {
        return sentence;
    }
}
