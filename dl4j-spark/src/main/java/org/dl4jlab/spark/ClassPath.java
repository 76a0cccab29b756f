package org.dl4jlab.spark;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of this program, wherever it was started: from a shell, by Maven's exec plugin or by a test. */
public final class ClassPath {

    private ClassPath() {}

    /** Folders of classes and jars, in order. */
    public static List<Path> entries() {
        if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
            // Maven's exec plugin runs a program in Maven's own JVM, behind such a loader.
            List<Path> entries = new ArrayList<>();
            for (URL url : loader.getURLs()) {
                entries.add(path(url));
            }
            return List.copyOf(entries);
        }
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .toList();
    }

    /** As a command line has it. */
    public static String text() {
        return text(entries());
    }

    /** As a command line has it. */
    public static String text(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path path(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot read the class path entry " + url, e);
        }
    }
}
