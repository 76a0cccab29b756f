package org.dl4jlab.experiments.cli;

import java.util.List;
import java.util.Locale;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.sweeps.CandidateLine;
import org.dl4jlab.sweeps.SweepOutcome;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.Ranking;
import org.dl4jlab.sweeps.record.SweepRecord;

/** What a sweep found, as text. */
final class SweepTable {

    private static final int SHOWN = 10;

    private SweepTable() {}

    static String of(SweepOutcome outcome) {
        List<CandidateRecord> ranking = Ranking.of(outcome.candidates());
        TextTable best = new TextTable("hyperparameters", "candidate", "validation", "epochs");
        ranking.stream()
                .limit(SHOWN)
                .forEach(c -> best.row(
                        CandidateLine.hyperparameters(c),
                        String.valueOf(c.index()),
                        String.format(Locale.ROOT, "%.2f %%", 100 * c.score()),
                        String.valueOf(c.epochs())));
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: the best of %d candidates%n%s",
                outcome.record().space(),
                outcome.candidates().size(),
                best));
        long failed = count(outcome, CandidateRecord.Status.FAILED);
        long diverged = count(outcome, CandidateRecord.Status.DIVERGED);
        long pruned = count(outcome, CandidateRecord.Status.PRUNED);
        int full =
                outcome.candidates().size() * outcome.record().plan().settings().epochs();
        table.append(String.format(
                Locale.ROOT,
                "%d of %d epochs trained, %d stopped early, %d diverged, %d failed%n",
                outcome.epochs(),
                full,
                pruned,
                diverged,
                failed));
        List<SweepRecord.Test> tests = outcome.record().winner().tests();
        if (!tests.isEmpty()) {
            table.append(String.format(
                    Locale.ROOT,
                    "Winner (candidate %d) on the test images: %s%n",
                    outcome.record().winner().candidate(),
                    winner(tests)));
        }
        return table.append("Report: ").append(outcome.folder().reportFile()).toString();
    }

    private static String winner(List<SweepRecord.Test> tests) {
        String accuracy = Terminal.text(MeanAndDeviation.of(tests, SweepRecord.Test::accuracy), 100, 2) + " %";
        return tests.size() == 1
                ? accuracy
                : accuracy + " (mean and sample standard deviation of " + tests.size() + " seeds)";
    }

    private static long count(SweepOutcome outcome, CandidateRecord.Status status) {
        return outcome.candidates().stream().filter(c -> c.status() == status).count();
    }
}
