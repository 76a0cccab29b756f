package org.dl4jlab.data.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Comma-separated values (RFC 4180): written with commas, read with semicolons or tabs too, as spreadsheets write them.
 *
 * <p>A spreadsheet program executes a cell that looks like a formula (CSV injection), and names of files and classes may come
 * from strangers. An apostrophe is therefore written before such text, and taken away where it is read.
 */
public final class Csv {

    /**
     * @param line on which it begins, from 1
     * @param values of its columns
     */
    public record Row(long line, List<String> values) {

        /** Empty where the row is too short. */
        public String value(int column) {
            return column < values.size() ? values.get(column) : "";
        }
    }

    private static final Pattern PLAIN = Pattern.compile("[^\",;\t\r\n]*");

    /**
     * The signs that begin a formula, at the beginning of a cell or behind what some spreadsheet takes for the end of one, even
     * in quotes. Apostrophes before them are counted in, so that one more can be taken away again.
     */
    private static final String FORMULA = "(?='*[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])";

    private static final String BEGIN = "(?<![^;\t\r\n])";
    private static final Pattern EXECUTED = Pattern.compile(BEGIN + FORMULA);
    private static final Pattern GUARDED = Pattern.compile(BEGIN + "'" + FORMULA);

    private Csv() {}

    /** A text as one cell, in quotes where it needs them, and with an apostrophe before whatever looks like a formula. */
    public static String cell(String text) {
        String inert = EXECUTED.matcher(text).replaceAll("'");
        return PLAIN.matcher(inert).matches() ? inert : '"' + inert.replace("\"", "\"\"") + '"';
    }

    /**
     * The rows of a text that are not blank, without the apostrophes that {@link #cell} adds; its first line tells how columns
     * are separated. Lines end in LF, CRLF or CR.
     *
     * @throws IllegalArgumentException if a quote is opened and never closed, which would swallow the lines behind it
     */
    public static List<Row> rows(String given) {
        String text = given.indexOf('\n') < 0 ? given.replace('\r', '\n') : given;
        char separator = separator(text);
        List<Row> rows = new ArrayList<>();
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        long line = 1;
        long start = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line += c == '\n' ? 1 : 0;
            if (quoted) {
                if (c != '"') {
                    value.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    value.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && value.toString().isBlank()) {
                quoted = true;
                value.setLength(0);
            } else if (c == separator) {
                add(values, value);
            } else if (c == '\n') {
                add(rows, start, values, value);
                start = line;
            } else if (c != '\r') {
                value.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("line " + start + " opens a quote (\") that is never closed");
        }
        add(rows, start, values, value);
        return rows;
    }

    private static void add(List<Row> rows, long line, List<String> values, StringBuilder value) {
        add(values, value);
        if (values.size() > 1 || !values.get(0).isBlank()) {
            rows.add(new Row(line, List.copyOf(values)));
        }
        values.clear();
    }

    private static void add(List<String> values, StringBuilder value) {
        values.add(GUARDED.matcher(value).replaceAll(""));
        value.setLength(0);
    }

    private static char separator(String text) {
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String header = text.substring(0, end);
        for (char candidate : new char[] {',', ';', '\t'}) {
            if (header.indexOf(candidate) >= 0) {
                return candidate;
            }
        }
        return ',';
    }
}
