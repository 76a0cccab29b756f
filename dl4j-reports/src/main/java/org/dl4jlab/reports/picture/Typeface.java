package org.dl4jlab.reports.picture;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one typeface of all pictures: Roboto, from the class path. Java's font system refuses to start on a machine
 * without any font, even for a font that it is handed; then it is told, by its own configuration file, that Roboto is
 * the machine's font.
 */
final class Typeface {

    private static final String RESOURCES = "/com/formdev/flatlaf/fonts/roboto/";
    private static final String REGULAR = "Roboto-Regular.ttf";
    private static final String MEDIUM = "Roboto-Medium.ttf";

    /** Read by the JDK's font configuration before it asks the system's fontconfig library. */
    private static final String CONFIGURATION_PROPERTY = "sun.awt.fontconfig";

    private final Font regular;
    private final Font medium;

    private Typeface(Font regular, Font medium) {
        this.regular = regular;
        this.medium = medium;
    }

    private static Typeface loaded;

    /**
     * Font for a text of the given size.
     *
     * @param size in points of the layout
     * @throws PictureException if Java's font system cannot start on this machine
     */
    static Font regular(float size, String text) {
        return choose(load().regular, size, text);
    }

    /** As {@link #regular}, somewhat bolder. */
    static Font medium(float size, String text) {
        return choose(load().medium, size, text);
    }

    /** A class name may be in a script that Roboto lacks; then the machine's own fonts are the better choice. */
    private static Font choose(Font font, float size, String text) {
        return font.canDisplayUpTo(text) < 0
                ? font.deriveFont(size)
                : new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
    }

    private static synchronized Typeface load() {
        if (loaded == null) {
            loaded = start();
        }
        return loaded;
    }

    private static Typeface start() {
        byte[] regular = bytes(REGULAR);
        byte[] medium = bytes(MEDIUM);
        try {
            return create(regular, medium);
        } catch (IOException | FontFormatException | RuntimeException | LinkageError | InternalError noSystemFonts) {
            // Which of these it is depends on the JDK's version and on what exactly the machine lacks.
            return startWithoutSystemFonts(regular, medium, noSystemFonts);
        }
    }

    private static Typeface startWithoutSystemFonts(byte[] regular, byte[] medium, Throwable first) {
        // The JDK reads it once, when its font system starts; afterwards it is as it was.
        String before = System.getProperty(CONFIGURATION_PROPERTY);
        try {
            System.setProperty(
                    CONFIGURATION_PROPERTY, writeConfiguration(regular).toString());
            return create(regular, medium);
        } catch (IOException | FontFormatException | RuntimeException | LinkageError | InternalError e) {
            e.addSuppressed(first);
            throw new PictureException(
                    "cannot draw pictures: this Java's font system does not start (" + rootCause(e)
                            + "); install a font library and a font, on Debian or Ubuntu:"
                            + " apt-get install libfreetype6 fontconfig fonts-dejavu-core",
                    e);
        } finally {
            if (before == null) {
                System.clearProperty(CONFIGURATION_PROPERTY);
            } else {
                System.setProperty(CONFIGURATION_PROPERTY, before);
            }
        }
    }

    private static Typeface create(byte[] regular, byte[] medium) throws IOException, FontFormatException {
        return new Typeface(
                Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(regular)),
                Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(medium)));
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Typeface.class.getResourceAsStream(RESOURCES + file)) {
            if (in == null) {
                throw new IOException(RESOURCES + file + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new PictureException("cannot read the typeface of the pictures: " + e.getMessage(), e);
        }
    }

    /** A configuration in which each logical font of Java, in each style, is Roboto. */
    private static Path writeConfiguration(byte[] regular) throws IOException {
        Path folder = Files.createTempDirectory("dl4j-lab-font");
        Path font = Files.write(folder.resolve(REGULAR), regular);
        StringBuilder text = new StringBuilder("version=1\n");
        for (String family : new String[] {"serif", "sansserif", "monospaced", "dialog", "dialoginput"}) {
            for (String style : new String[] {"plain", "bold", "italic", "bolditalic"}) {
                text.append(family + "." + style + ".latin-1=Roboto\n");
            }
        }
        text.append("sequence.allfonts=latin-1\n");
        text.append("filename.Roboto=" + font.toAbsolutePath() + "\n");
        Path configuration = folder.resolve("fontconfig.properties");
        Files.writeString(configuration, text, StandardCharsets.ISO_8859_1);
        // The JVM deletes in reverse order: files first, then their folder.
        folder.toFile().deleteOnExit();
        font.toFile().deleteOnExit();
        configuration.toFile().deleteOnExit();
        return configuration;
    }

    private static String rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
