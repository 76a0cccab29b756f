package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Lab.Reproduction;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.SourceCommit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats a recorded run and checks that the same numbers come out. */
@Command(
        name = "reproduce",
        description = "Runs a recorded run again, with its experiment, settings and seed, and tells whether parameters,"
                + " losses and predictions are equal to the last bit. Exit code 0 if they are, 1 if not.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReproduceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<run>", description = "A run folder, or its name inside of --runs-dir.")
    private Path run;

    @Mixin
    private LoadOptions data;

    @Mixin
    private RunOptions runs;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return json.around(spec, this::reproduce);
    }

    private int reproduce() throws IOException {
        try (Interruption interruption = Interruption.listen()) {
            Lab lab = LabCommand.program(spec)
                    .labOfAllRuns(
                            runs.folder(),
                            LabOptions.defaults()
                                    .withDataStore(data.store())
                                    .withListener(Terminal.progress())
                                    .withListener(new RunReports())
                                    .withStop(interruption)
                                    .withStepLines(true)
                                    .withCommand(Invocation.of(spec))
                                    .withSource(SourceCommit.codeFolder()));
            Reproduction reproduction = lab.reproduce(runs.find(run));
            if (json.isWanted()) {
                json.write(spec, JsonText.of(reproduction));
            }
            return report(
                    reproduction,
                    json.isPrinted()
                            ? spec.commandLine().getErr()
                            : spec.commandLine().getOut());
        }
    }

    /**
     * Prints how a run and its repetition compare.
     *
     * @return the exit code
     */
    static int report(Reproduction reproduction, PrintWriter out) {
        reproduction.notes().forEach(note -> out.println("Note: " + note));
        if (reproduction.repetition().status() == RunStatus.INTERRUPTED) {
            out.println("Interrupted; nothing was compared. What there is: "
                    + reproduction.repetition().path());
            out.flush();
            return ExitCode.INTERRUPTED;
        }
        print(reproduction, out);
        return reproduction.equal() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void print(Reproduction reproduction, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nFirst run: %s%nRepetition: %s%n",
                reproduction.original().path(),
                reproduction.repetition().path());
        for (Reproduction.Check check : reproduction.numbers()) {
            out.printf(Locale.ROOT, "  %-12s  %-28s  %s%n", word(check.outcome()), check.name(), check.detail());
        }
        if (reproduction.surroundings().isEmpty()) {
            out.println("Data files, source code, versions, machine and threads are the same.");
        } else {
            out.println("What differs around them:");
            reproduction
                    .surroundings()
                    .forEach(d -> out.printf(Locale.ROOT, "  %s: %s, now %s%n", d.name(), d.before(), d.now()));
        }
        out.println(
                reproduction.equal()
                        ? "Reproduced: every recorded number is equal to the last bit."
                        : "NOT reproduced: the numbers differ.");
        out.flush();
    }

    private static String word(Reproduction.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
