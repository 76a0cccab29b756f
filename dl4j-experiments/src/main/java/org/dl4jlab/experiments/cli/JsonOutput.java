package org.dl4jlab.experiments.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.dl4jlab.data.file.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A command's result for a program that reads it, instead of text for people. */
final class JsonOutput {

    /** Jackson escapes the other control characters by itself. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7F-\\x9F\\u202A-\\u202E\\u2066-\\u2069]");

    @Option(names = "--json", description = "Prints one JSON object for programs; messages go to standard error.")
    private boolean wanted;

    @Option(
            names = "--output",
            paramLabel = "<file>",
            description = "Writes the JSON object to this file; standard output stays as it is.")
    private Path file;

    /** Whether an object is to be printed or written. */
    boolean isWanted() {
        return wanted || file != null;
    }

    /** Whether standard output belongs to the object alone. */
    boolean isPrinted() {
        return wanted && file == null;
    }

    /**
     * Does a command's work. Where the object is printed, whatever the work prints goes to standard error.
     *
     * @throws org.dl4jlab.training.InvalidInputException if the file's folder does not exist: told before the work, not after it
     */
    int around(CommandSpec spec, Callable<Integer> work) throws Exception {
        if (file != null) {
            OutputFolder.check(file);
        }
        // Made before the exchange, it keeps the real standard output.
        spec.commandLine().getOut();
        if (!isPrinted()) {
            return work.call();
        }
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            return work.call();
        } finally {
            System.setOut(out);
        }
    }

    /** Prints an object. What a terminal must not get, and would not get, is escaped, so that a program reads what it was. */
    static void print(PrintWriter out, JsonNode object) {
        out.println(UNPRINTABLE
                .matcher(object.toPrettyString())
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0))));
        out.flush();
    }

    /** Prints the object, or writes it to the file. */
    void write(CommandSpec spec, JsonNode object) throws IOException {
        if (file != null) {
            AtomicFile.writeString(file, object.toPrettyString() + "\n");
            return;
        }
        print(spec.commandLine().getOut(), object);
    }
}
