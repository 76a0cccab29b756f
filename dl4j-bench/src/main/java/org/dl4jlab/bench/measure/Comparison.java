package org.dl4jlab.bench.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.workload.Workload;

/**
 * Measures contenders against each other.
 *
 * <p>Each number comes from a fresh JVM. The repetitions are interleaved: every contender is measured once before any is
 * measured again, and each round begins with another one, so that a machine that grows slower or busier does so for all.
 */
public final class Comparison {

    private final FreshJvm jvm;
    private final Effort effort;
    private final Effort trial;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * @param effort of each measurement
     * @param trial of each trial of a candidate setting
     * @param rounds fresh JVMs for each number
     * @param progress is told one line for each JVM
     */
    public Comparison(FreshJvm jvm, Effort effort, Effort trial, int rounds, Consumer<String> progress) {
        this.jvm = jvm;
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
     * @param phase training or inference
     * @param options what was chosen among the candidates, absent if nothing worked
     * @param runs one entry a round, empty if nothing worked
     * @param failures why a candidate or a run did not count
     */
    public record Cell(
            String contender,
            String workload,
            Phase phase,
            Options options,
            List<Measurement> runs,
            List<String> failures) {

        /** Images a second over the rounds. */
        public Spread spread() {
            return Spread.of(runs.stream().map(Measurement::median).toList());
        }
    }

    /** Measures all contenders at one workload in one phase. */
    public List<Cell> measure(List<LineUp> contenders, Workload workload, Phase phase, Path samples) {
        List<Cell> cells = new ArrayList<>();
        for (LineUp contender : contenders) {
            List<String> failures = new ArrayList<>();
            Options options = choose(contender, workload, phase, samples, failures);
            cells.add(new Cell(contender.id(), workload.network(), phase, options, new ArrayList<>(), failures));
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                int next = (round + i) % contenders.size();
                Cell cell = cells.get(next);
                if (cell.options() != null) {
                    run(contenders.get(next), cell, workload, samples);
                }
            }
        }
        requireEqualNetworks(cells);
        return cells;
    }

    private void run(LineUp contender, Cell cell, Workload workload, Path samples) {
        try {
            Measurement found = jvm.measure(contender, cell.options(), workload, cell.phase(), effort, samples);
            cell.runs().add(found);
            tell(contender, workload, cell.phase(), cell.options(), found, "");
        } catch (MeasurementException e) {
            cell.failures().add(e.getMessage());
            progress.accept(contender.title() + " failed: " + e.getMessage());
        }
    }

    /** The fastest candidate in a short trial; a single candidate needs none. */
    private Options choose(LineUp contender, Workload workload, Phase phase, Path samples, List<String> failures) {
        List<Options> candidates = contender.candidates().stream()
                .filter(options -> !(workload.flat() && options.channelsLast()))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        Options best = null;
        double speed = 0;
        for (Options candidate : candidates) {
            try {
                Measurement found = jvm.measure(contender, candidate, workload, phase, trial, samples);
                tell(contender, workload, phase, candidate, found, " (trial)");
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

    private void tell(
            LineUp contender, Workload workload, Phase phase, Options options, Measurement found, String remark) {
        progress.accept(String.format(
                "%-12s %-10s %-9s %,12.0f images/s  %s%s",
                contender.title(), workload.title(), phase.title(), found.median(), describe(options), remark));
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
        Map<Long, List<String>> byCount = new java.util.TreeMap<>();
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
