package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dl4jlab.experiments.experiment.Experiments;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Progress;
import org.dl4jlab.training.internal.reproduction.RecordedRecipe;
import org.dl4jlab.training.internal.reproduction.Reproduction;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.runner.RunOutcome;
import org.dl4jlab.training.internal.runner.RunWatcher;
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
    private DataOptions data;

    @Mixin
    private RunOptions runs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunFolder original = runs.find(run);
        RunRecord record = original.readRecord();
        Progress progress = Terminal.progress();
        DataCache cache = new DataCache(data.store(), progress);
        return reproduce(
                original,
                Experiments.byName(String.valueOf(record.experiment())),
                cache::load,
                runs.folder(),
                progress,
                spec.commandLine().getOut());
    }

    /**
     * Repeats a run and prints how the two compare.
     *
     * @param runs folder in which the repetition makes its own
     * @return the exit code
     */
    static int reproduce(
            RunFolder original,
            Experiment experiment,
            ExperimentRunner.DataLoader loader,
            Path runs,
            Progress progress,
            PrintWriter out)
            throws IOException {
        RecordedRecipe recipe = RecordedRecipe.of(original, original.readRecord(), experiment);
        recipe.notes().forEach(note -> out.println("Note: " + note));
        out.flush();
        RunOutcome outcome;
        try (Interruption interruption = Interruption.listen()) {
            ExperimentRunner.Options options =
                    new ExperimentRunner.Options(runs, recipe.engine(), true, "dl4j-lab reproduce " + original.path());
            outcome = new ExperimentRunner(loader, options, progress, interruption, RunWatcher.NONE, new RunReports())
                    .run(experiment, recipe.settings(), recipe.seed());
        }
        if (outcome.interrupted()) {
            out.println("Interrupted; nothing was compared. What there is: "
                    + outcome.folder().path());
            out.flush();
            return ExitCode.INTERRUPTED;
        }
        Reproduction reproduction = Reproduction.of(original, outcome.folder());
        print(reproduction, original, outcome.folder(), out);
        return reproduction.equal() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void print(Reproduction reproduction, RunFolder original, RunFolder repetition, PrintWriter out) {
        out.printf("%nFirst run: %s%nRepetition: %s%n", original.path(), repetition.path());
        for (Reproduction.Check check : reproduction.numbers()) {
            out.printf("  %-12s  %-28s  %s%n", word(check.outcome()), check.name(), check.detail());
        }
        if (reproduction.surroundings().isEmpty()) {
            out.println("Data files, source code, versions, machine and threads are the same.");
        } else {
            out.println("What differs around them:");
            reproduction.surroundings().forEach(d -> out.printf("  %s: %s, now %s%n", d.name(), d.before(), d.now()));
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
