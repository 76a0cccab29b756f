package org.dl4jlab.ui.server;

import java.util.Objects;

/** A sentence for a viewer, in the languages of our own pages. */
public record LocalizedText(String english, String chinese) {

    public LocalizedText {
        Objects.requireNonNull(english);
        Objects.requireNonNull(chinese);
    }

    /** A text that reads the same in both. */
    public static LocalizedText same(String text) {
        return new LocalizedText(text, text);
    }

    /** The sentence in a viewer's language; English where ours is not among theirs. */
    public String in(Language language) {
        return language == Language.ZH ? chinese : english;
    }
}
