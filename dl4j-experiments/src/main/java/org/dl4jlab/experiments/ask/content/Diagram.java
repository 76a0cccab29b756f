package org.dl4jlab.experiments.ask.content;

import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/** A picture that is drawn as SVG, with words that the browser sets in the reader's language. */
public interface Diagram {

    /** Wide for a page on a desk, narrow for a phone held upright; letters keep their size. */
    enum Layout {
        WIDE(840),
        NARROW(330);

        private final int width;

        Layout(int width) {
            this.width = width;
        }

        /** In CSS pixels. */
        public int width() {
            return width;
        }
    }

    /** An {@code <svg>} element, coloured by the page's style sheet. */
    String svg(Language language, Layout layout);

    /** What it shows, for readers who cannot see it. */
    LocalizedText description();
}
