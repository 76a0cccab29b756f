package org.dl4jlab.bench.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.dl4jlab.bench.contender.ContenderFactory.Options;

/**
 * Measures contenders against each other.
 *
 * <p>Each number comes from a fresh JVM. The repetitions are interleaved: every contender is measured once before any is
 * measured again, and each round begins with another one, so that a machine that grows slower or busier does so for all.
 */
public final class ContenderComparison {

    private final Runner runner;
    private final Effort effort;
    private final Effort trial;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * @param runner makes each measurement
     * @param effort of each measurement
     * @param trial of each trial of a candidate setting
     * @param rounds fresh JVMs for each number
     * @param progress is told one line for each JVM
     */
    public ContenderComparison(Runner runner, Effort effort, Effort trial, int rounds, Consumer<String> progress) {
        this.runner = runner;
        this.effort = effort;
        this.trial = trial;
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * One contender at one workload in one phase.
     *
     * @param contender its id
     * @param workload name of the network
     * @param phase training, inference or latency
     * @param batchSize images in a batch
     * @param options what was chosen among the candidates, absent if nothing worked
     * @param runs one entry a round, empty if nothing worked
     * @param failures why a candidate or a run did not count
     */
    public record Cell(
            String contender,
            String workload,
            Phase phase,
            int batchSize,
            Options options,
            List<Measurement> runs,
            List<String> failures) {

        /** Images a second over the rounds. */
        public MedianAndRange spread() {
            return MedianAndRange.of(runs.stream().map(Measurement::median).toList());
        }

        /** A percentile of single predictions over the rounds, in microseconds. */
        public MedianAndRange latency(ToDoubleFunction<Percentiles> percentile) {
            return MedianAndRange.of(runs.stream()
                    .map(run -> percentile.applyAsDouble(run.latency()))
                    .toList());
        }
    }

    /**
     * Measures contenders at one task.
     *
     * @param contenders those that do not know the task are left out
     */
    public List<Cell> measure(List<ContenderSpec> contenders, Task task, Path samples) {
        List<ContenderSpec> rivals =
                contenders.stream().filter(contender -> contender.knows(task)).toList();
        List<Cell> cells = new ArrayList<>();
        for (ContenderSpec contender : rivals) {
            List<String> failures = new ArrayList<>();
            Options options = choose(contender, task, samples, failures);
            cells.add(new Cell(
                    contender.id(),
                    task.workload().network(),
                    task.phase(),
                    task.batchSize(),
                    options,
                    new ArrayList<>(),
                    failures));
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < rivals.size(); i++) {
                int next = (round + i) % rivals.size();
                Cell cell = cells.get(next);
                if (cell.options() != null) {
                    run(rivals.get(next), cell, task, samples);
                }
            }
        }
        requireEqualNetworks(cells);
        return cells;
    }

    private void run(ContenderSpec contender, Cell cell, Task task, Path samples) {
        try {
            Measurement found = runner.measure(contender, cell.options(), task, effort, samples);
            cell.runs().add(found);
            tell(contender, task, cell.options(), found, "");
        } catch (MeasurementException e) {
            cell.failures().add(e.getMessage());
            progress.accept(contender.title() + " failed: " + e.getMessage());
        }
    }

    /** The fastest candidate in a short trial; a single candidate needs none. */
    private Options choose(ContenderSpec contender, Task task, Path samples, List<String> failures) {
        List<Options> candidates = contender.candidates().stream()
                .filter(options -> !(task.workload().flat() && options.channelsLast()))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        Options best = null;
        double speed = 0;
        for (Options candidate : candidates) {
            try {
                Measurement found = runner.measure(contender, candidate, task, trial, samples);
                tell(contender, task, candidate, found, " (trial)");
                if (found.median() > speed) {
                    best = candidate;
                    speed = found.median();
                }
            } catch (MeasurementException e) {
                failures.add(describe(candidate) + ": " + e.getMessage());
                progress.accept(contender.title() + ", " + describe(candidate) + ", is out: " + e.getMessage());
            }
        }
        return best;
    }

    private void tell(ContenderSpec contender, Task task, Options options, Measurement found, String remark) {
        progress.accept(String.format(
                Locale.ROOT,
                "%-12s %-10s %-9s %4d %,12.0f images/s%s  %s%s",
                contender.title(),
                task.workload().title(),
                task.phase().title(),
                task.batchSize(),
                found.median(),
                found.latency() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", p50 %,.1f us, p99 %,.1f us",
                                found.latency().p50(),
                                found.latency().p99()),
                describe(options),
                remark));
    }

    /** Settings in words. */
    public static String describe(Options options) {
        String threads = options.threads() == 0
                ? "own choice of threads"
                : options.threads() + (options.threads() == 1 ? " thread" : " threads");
        return options.channelsLast() ? threads + ", channels last" : threads;
    }

    /** Comparing two networks makes sense only if they are the same. */
    private static void requireEqualNetworks(List<Cell> cells) {
        Map<Long, List<String>> byCount = new TreeMap<>();
        for (Cell cell : cells) {
            for (Measurement run : cell.runs()) {
                byCount.computeIfAbsent(run.parameters(), count -> new ArrayList<>())
                        .add(cell.contender());
            }
        }
        if (byCount.size() > 1) {
            throw new IllegalStateException("The contenders trained different networks; parameters: " + byCount);
        }
    }
}
