package org.dl4jlab.data.folder;

import java.util.Locale;
import java.util.Optional;

/** What the pictures of a folder are used for. */
public enum DataPart {
    /** To learn from. */
    TRAIN,
    /** To make choices on. */
    VALIDATION,
    /** Held back for the final measurement. */
    TEST;

    /** The part that a folder or an entry of a manifest names; several names are in use. */
    static Optional<DataPart> named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Optional.of(TRAIN);
            case "val", "valid", "validation", "dev" -> Optional.of(VALIDATION);
            case "test", "testing" -> Optional.of(TEST);
            default -> Optional.empty();
        };
    }

    /** The name in lower case. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
