package org.dl4jlab.data.folder;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.data.DataException;

/** Names of files outside ASCII, which Java can read only if the session's language settings say in which encoding. */
public final class Encoding {

    private static final char UNKNOWN = '\uFFFD';

    private Encoding() {}

    /** @throws DataException if a name could not be decoded: two classes could otherwise become one */
    static void check(String path) {
        if (path.indexOf(UNKNOWN) >= 0) {
            throw new DataException(
                    "The name " + path + " has letters that cannot be read in this session, whose encoding"
                            + " of file names is " + System.getProperty("sun.jnu.encoding") + ". " + remedy());
        }
    }

    /** Whether bytes are letters in UTF-8. */
    static boolean isUtf8(byte[] name) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** For a path that is not there: a sentence if its name may be the cause, else nothing. */
    static String hint(Path path) {
        boolean odd = path.toString().chars().anyMatch(c -> c > 127 || c == '?');
        return odd && !isUtf8() ? explanation() + " " : "";
    }

    /** Two sentences for somebody whose file name could not be read: why, and what to do; empty if names are read as UTF-8. */
    public static Optional<String> explain() {
        return isUtf8() ? Optional.empty() : Optional.of(explanation());
    }

    private static boolean isUtf8() {
        return encoding().toUpperCase(Locale.ROOT).startsWith("UTF-8");
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", "");
    }

    private static String explanation() {
        return "The encoding of file names in this session is " + encoding() + ". " + remedy();
    }

    private static String remedy() {
        return "Set LC_ALL=C.UTF-8 (or another UTF-8 language setting) and start again.";
    }
}
