package org.dl4jlab.data.folder;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file that is not used.
 *
 * @param path where it lies below the folder, with {@code /} between names
 * @param reason the rest of a sentence about it, such as {@code "is a JPEG picture that was cut off"}
 */
public record SkippedFile(String path, String reason) {

    private static final int SHOWN = 20;

    /** The end of a message about a folder in which too little is left: what was not used, and why; empty if all was used. */
    public static String list(List<SkippedFile> all) {
        if (all.isEmpty()) {
            return "";
        }
        String list = all.stream().limit(SHOWN).map(one -> "\n  " + one).collect(Collectors.joining());
        int more = all.size() - SHOWN;
        return " Not used " + (all.size() == 1 ? "is" : "are") + ":" + list
                + (more > 0 ? "\n  and " + more + " more" : "");
    }

    @Override
    public String toString() {
        return path + " " + reason;
    }
}
