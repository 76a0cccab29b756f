package org.dl4jlab.experiments.ask.plan;

import org.dl4jlab.ui.server.LocalizedText;

/** How much is spent on an answer. */
public enum Width {
    /** At most five minutes a question on two cores: few seeds, few epochs, often a part of the images. */
    QUICK(new LocalizedText("quick", "快速")),
    /** At most an hour a question. */
    FULL(new LocalizedText("full", "完整"));

    private final LocalizedText title;

    Width(LocalizedText title) {
        this.title = title;
    }

    public LocalizedText title() {
        return title;
    }

    /** One of two values, by the width. */
    public <T> T choose(T quick, T full) {
        return this == QUICK ? quick : full;
    }
}
