package org.dl4jlab.data.fetch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which folders are meant when the program names none. */
public final class DefaultFolders {

    /** System property that names the cache folder. */
    public static final String CACHE_PROPERTY = "dl4jlab.data";
    /** Environment variable that names the cache folder, where the property is not set. */
    public static final String CACHE_VARIABLE = "DL4JLAB_DATA";
    /** System property that names a folder of files that are there already. */
    public static final String LOCAL_PROPERTY = "dl4jlab.data.local";
    /** Environment variable that names a folder of files that are there already. */
    public static final String LOCAL_VARIABLE = "DL4JLAB_DATA_LOCAL";

    private DefaultFolders() {}

    /** The cache: what property or variable say, else {@code ~/.cache/dl4j-lab}. */
    public static Path cache() {
        return setting(CACHE_PROPERTY, CACHE_VARIABLE).orElseGet(DefaultFolders::ofUser);
    }

    /** {@code ~/.cache/dl4j-lab}; for a user without a home, as in some containers, a folder among the temporary files. */
    public static Path ofUser() {
        return ofUser(System.getProperty("user.home", ""), temporary());
    }

    static Path ofUser(String home, Path temporary) {
        return home.length() > 1 && Files.isDirectory(Path.of(home)) ? Path.of(home, ".cache", "dl4j-lab") : temporary;
    }

    /** A folder of this user among the temporary files of all, for what can be kept nowhere else. */
    public static Path temporary() {
        String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir")).resolve("dl4j-lab-" + user);
    }

    /** A folder, never written to, in which files are looked for before any source is asked. */
    public static Optional<Path> local() {
        return setting(LOCAL_PROPERTY, LOCAL_VARIABLE);
    }

    private static Optional<Path> setting(String property, String variable) {
        return Optional.ofNullable(System.getProperty(property, System.getenv(variable)))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
