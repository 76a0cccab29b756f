package org.dl4jlab.spark.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A call of the command line, which nothing here is compiled against.
 *
 * @param code exit code
 * @param out what it printed
 * @param err what it printed as errors
 */
public record LabCall(int code, String out, String err) {

    private static final String PROGRAM = "org.dl4jlab.experiments.cli.LabProgram";

    public static LabCall of(String... arguments) throws ReflectiveOperationException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            Object program = Class.forName(PROGRAM).getMethod("standard").invoke(null);
            int code = (int)
                    program.getClass().getMethod("execute", String[].class).invoke(program, (Object) arguments);
            return new LabCall(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }
}
