package org.dl4jlab.ui.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** A sentence for a viewer, in the languages of our own pages. */
public record LocalizedText(String english, String chinese) {

    public LocalizedText {
        Objects.requireNonNull(english);
        Objects.requireNonNull(chinese);
    }

    /** A number, a name or a command, which is the same in every language. */
    public static LocalizedText same(String text) {
        return new LocalizedText(text, text);
    }

    /**
     * Both sentences with their gaps filled.
     *
     * @param arguments for the {@link java.util.Formatter} patterns in both; one that is itself a text in two languages is
     *     put in in the language of the sentence
     */
    public LocalizedText with(Object... arguments) {
        return new LocalizedText(filled(Language.EN, arguments), filled(Language.ZH, arguments));
    }

    /** Both sentences, each continued in its language. */
    public LocalizedText plus(LocalizedText more) {
        return new LocalizedText(english + more.english, chinese + more.chinese);
    }

    private String filled(Language language, Object... arguments) {
        Object[] words = Arrays.stream(arguments)
                .map(argument -> argument instanceof LocalizedText text ? text.in(language) : argument)
                .toArray();
        return String.format(Locale.ROOT, in(language), words);
    }

    /** The sentence in a viewer's language; English where ours is not among theirs. */
    public String in(Language language) {
        return language == Language.ZH ? chinese : english;
    }
}
