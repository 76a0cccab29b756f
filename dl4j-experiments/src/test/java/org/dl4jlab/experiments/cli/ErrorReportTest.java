package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorReportTest {

    /** A command that fails. */
    @Command(name = "fails")
    private record Failing(Exception failure) implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private static String said(Exception failure) {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Failing(failure)).setErr(new PrintWriter(err, true));
        command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int code = command.setExecutionExceptionHandler(new ErrorReport(Path.of("lab.log")))
                .execute();
        assertThat(code).isEqualTo(ExitCode.FAILED);
        return err.toString().lines().findFirst().orElseThrow();
    }

    @Test
    void aFailureOfAFileSaysWhichAndWhy() {
        AccessDeniedException denied = new AccessDeniedException("/data/a");
        assertThat(said(denied)).isEqualTo("Error: /data/a: permission denied");
        assertThat(said(new UncheckedIOException(denied))).isEqualTo("Error: /data/a: permission denied");
        assertThat(said(new UncheckedIOException("cannot write it", denied))).isEqualTo("Error: cannot write it");
        assertThat(said(new IOException("the file is cut off"))).isEqualTo("Error: the file is cut off");
    }
}
