package org.dl4jlab.ui.server;

import java.util.regex.Pattern;

/** Text that is safe inside HTML. */
public final class Html {

    /** But for tab and ends of lines. The last two ranges belong to bidirectional text. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]|[\\u202A-\\u202E\\u2066-\\u2069]");

    private Html() {}

    /**
     * {@code text} without control characters: those of bidirectional text change the order in which a line is shown, so that a
     * name could look like another.
     */
    static String visible(String text) {
        return CONTROL.matcher(text).replaceAll("\uFFFD");
    }

    /**
     * {@link #visible} text with the five characters that mean something in HTML content or a quoted attribute replaced.
     */
    public static String escape(String given) {
        String text = visible(given);
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
