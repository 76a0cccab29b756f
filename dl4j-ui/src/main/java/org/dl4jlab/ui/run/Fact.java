package org.dl4jlab.ui.run;

import java.util.Objects;
import org.dl4jlab.ui.server.LocalizedText;

/** Something to be known about a run: a setting, a metric, a version, its machine. */
public record Fact(LocalizedText name, LocalizedText value) {

    public Fact {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }

    /** A fact that reads the same in every language, such as a setting with its number. */
    public static Fact of(String name, String value) {
        return new Fact(LocalizedText.same(name), LocalizedText.same(value));
    }
}
