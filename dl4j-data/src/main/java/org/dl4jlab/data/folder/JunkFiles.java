package org.dl4jlab.data.folder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What programs leave behind in folders, and nobody means. */
final class JunkFiles {

    private static final Set<String> NAMES = Set.of(
            "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir", "$recycle.bin", "lost+found");

    private JunkFiles() {}

    /**
     * Which kind of junk a file is, by the names on its path.
     *
     * @param path below the folder, with {@code /} between names
     */
    static Optional<String> kind(String path) {
        for (String name : List.of(path.split("/"))) {
            if (name.startsWith("._")) {
                return Optional.of("._*");
            }
            if (name.equals(".DS_Store") || name.equals(".ipynb_checkpoints")) {
                return Optional.of(name);
            }
            if (name.startsWith(".")) {
                return Optional.of("hidden (.*)");
            }
            if (NAMES.contains(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(name.strip());
            }
        }
        return Optional.empty();
    }
}
