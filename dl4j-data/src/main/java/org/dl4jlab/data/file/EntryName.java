package org.dl4jlab.data.file;

import java.util.Arrays;
import java.util.Optional;

/** Names of entries of archives, as whoever packed them chose to write them. */
public final class EntryName {

    private EntryName() {}

    /**
     * Where an entry lies below the archive's folder.
     *
     * @param raw as the archive has it
     * @return with {@code /} between names and without a leading {@code ./}; empty if it points outside
     */
    public static Optional<String> inside(String raw) {
        String name = raw.replace('\\', '/');
        name = name.startsWith("./") ? name.substring(2) : name;
        boolean outside = name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || Arrays.asList(name.split("/")).contains("..");
        return outside ? Optional.empty() : Optional.of(name);
    }
}
