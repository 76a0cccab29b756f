package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.data.folder.Encoding;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.internal.log.RunLog;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one clear line on standard error and an exit code; the stack trace goes to a log file. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Path logFile;

    /** @param logFile of what happens outside of runs */
    ErrorReport(Path logFile) {
        this.logFile = logFile;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        int code = usage(command, messageOf(e));
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        return code;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof InvalidInputException) {
            return usage(command, e.getMessage());
        }
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("Error: " + messageOf(e)));
        if (e instanceof RunFailedException failed) {
            err.println("Details: " + failed.logFile());
        } else {
            // Not a constant: most commands end well, and starting the logging takes longer than a short one.
            RunLog.logger(ErrorReport.class).error(RunLog.FILE_ONLY, "The command failed", e);
            err.println("Details: " + logFile);
        }
        return ExitCode.FAILED;
    }

    private static int usage(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("Error: " + message));
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String messageOf(Throwable e) {
        String message = said(e);
        String text = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
        return isOfANameThatCannotBeRead(e)
                ? text + Encoding.explain().map(why -> ". " + why).orElse("")
                : text;
    }

    private static String said(Throwable e) {
        boolean wrapped =
                e instanceof UncheckedIOException && e.getCause().toString().equals(e.getMessage());
        return (wrapped ? e.getCause() : e) instanceof IOException failure
                ? FileFailure.describe(failure)
                : e.getMessage();
    }

    /** Picocli hands the exception of a path on as text only. */
    private static boolean isOfANameThatCannotBeRead(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof InvalidPathException
                        || String.valueOf(cause.getMessage()).contains(InvalidPathException.class.getSimpleName()));
    }
}
