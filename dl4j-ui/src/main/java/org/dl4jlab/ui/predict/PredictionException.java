package org.dl4jlab.ui.predict;

import org.dl4jlab.ui.server.LocalizedText;

/** An image could not be answered. The message is one sentence for the viewer and tells nothing about the machine. */
public final class PredictionException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient LocalizedText sentence;

    public PredictionException(LocalizedText sentence) {
        super(sentence.english());
        this.sentence = sentence;
    }

    public PredictionException(LocalizedText sentence, Throwable cause) {
        super(sentence.english(), cause);
        this.sentence = sentence;
    }

    /** The message in the languages of the pages. */
    public LocalizedText sentence() {
        return sentence;
    }
}
