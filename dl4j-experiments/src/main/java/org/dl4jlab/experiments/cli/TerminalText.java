package org.dl4jlab.experiments.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Takes control characters out of what is printed. Names, titles and messages come from files that anybody may have written;
 * in a terminal, control characters among them could set its title, clear it, or hide what stands beside them, and those of
 * bidirectional text could change the order of a line: with U+202E behind {@code cat}, {@code catgnp.exe} looks like {@code
 * catexe.png}. The bold and coloured words of help texts pass.
 */
final class TerminalText extends FilterWriter {

    /**
     * All but tab and ends of lines; behind a lone carriage return, other text would hide the line. Of escape sequences, those
     * pass that set colours, and not the one that hides.
     */
    private static final Pattern CONTROL = Pattern.compile("\\x1B(?!\\[(?!8m)[0-9;]{0,8}m)|\\x0D(?!\\x0A)"
            + "|[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1A\\x1C-\\x1F\\x7F-\\x9F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final String INSTEAD = "?";

    private TerminalText(Writer out) {
        super(out);
    }

    /** Prints to another writer, without control characters. */
    static PrintWriter to(PrintWriter out) {
        return new PrintWriter(new TerminalText(out), true);
    }

    static String of(String text) {
        return CONTROL.matcher(text).replaceAll(INSTEAD);
    }

    @Override
    public void write(int character) throws IOException {
        write(Character.toString(character), 0, 1);
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        write(new String(characters, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(of(text.substring(offset, offset + length)));
    }
}
