package org.dl4jlab.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.dl4jlab.bench.measure.ContenderComparison;
import org.dl4jlab.bench.measure.ContenderComparison.Cell;
import org.dl4jlab.bench.measure.ContenderSpec;
import org.dl4jlab.bench.measure.MedianAndRange;
import org.dl4jlab.bench.measure.Percentiles;
import org.dl4jlab.bench.measure.Phase;
import org.dl4jlab.bench.peak.MatrixProduct;
import org.dl4jlab.bench.workload.Workload;

/** Writes a comparison as Markdown that also reads well on a terminal. */
public final class ComparisonTable {

    private static final String NOTHING = "-";

    private final BenchReport report;
    private final List<ContenderSpec> contenders;
    private final List<Workload> workloads;

    /** @param contenders the order of the rows */
    public ComparisonTable(BenchReport report, List<ContenderSpec> contenders) {
        this.report = report;
        this.contenders = contenders.stream()
                .filter(contender -> report.cells().stream()
                        .anyMatch(cell -> cell.contender().equals(contender.id())))
                .toList();
        this.workloads = List.of(Workload.values()).stream()
                .filter(workload ->
                        report.cells().stream().anyMatch(cell -> cell.workload().equals(workload.network())))
                .toList();
    }

    /** The whole report. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        report.machine()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("  \n"));
        for (Phase phase : Phase.values()) {
            if (report.cells().stream().anyMatch(cell -> cell.phase() == phase)) {
                text.append("\n## ").append(title(phase)).append("\n\n");
                if (phase == Phase.LATENCY) {
                    text.append(latencies("p50", Percentiles::p50))
                            .append('\n')
                            .append(latencies("p99", Percentiles::p99));
                } else {
                    text.append(speeds(phase)).append('\n').append(ratios(phase));
                }
            }
        }
        text.append(peak()).append(notes());
        return text.toString();
    }

    private String title(Phase phase) {
        String batches = report.cells().stream()
                .filter(cell -> cell.phase() == phase)
                .map(cell -> Integer.toString(cell.batchSize()))
                .distinct()
                .collect(Collectors.joining(", "));
        return switch (phase) {
            case TRAINING -> "Training, images/s, batch " + batches;
            case INFERENCE -> "Inference, images/s, batch " + batches;
            case LATENCY -> "Latency of one image, microseconds";
        };
    }

    private String latencies(String name, ToDoubleFunction<Percentiles> percentile) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(name + ", " + ofJvms()));
        for (ContenderSpec contender : contenders) {
            List<String> row = new ArrayList<>(List.of(contender.title()));
            for (Workload workload : workloads) {
                row.add(cell(contender.id(), workload, Phase.LATENCY)
                        .filter(cell -> !cell.runs().isEmpty())
                        .map(cell -> text(cell.latency(percentile)))
                        .orElse(NOTHING));
            }
            rows.add(row);
        }
        return grid(rows);
    }

    private String ofJvms() {
        return "median of " + report.rounds() + (report.rounds() == 1 ? " JVM" : " JVMs (min-max)");
    }

    private String speeds(Phase phase) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(ofJvms()));
        for (ContenderSpec contender : contenders) {
            List<String> row = new ArrayList<>(List.of(contender.title()));
            for (Workload workload : workloads) {
                row.add(spread(contender.id(), workload, phase).map(this::text).orElse(NOTHING));
            }
            rows.add(row);
        }
        return grid(rows);
    }

    private String text(MedianAndRange spread) {
        return spread.count() == 1
                ? number(spread.median())
                : number(spread.median()) + " (" + number(spread.min()) + "-" + number(spread.max()) + ")";
    }

    private String ratios(Phase phase) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header("ratio of medians"));
        addRatio(rows, phase, "tuned", "stock");
        addRatio(rows, phase, "engine", "stock");
        addRatio(rows, phase, "engine", "tuned");
        addRatio(rows, phase, "engine", "pytorch");
        addRatio(rows, phase, "engine", "onnxruntime");
        addRatio(rows, phase, "engine-bf16", "engine");
        addRatio(rows, phase, "engine-bf16", "pytorch-bf16");
        addRatio(rows, phase, "tuned", "pytorch");
        return rows.size() == 1 ? "" : grid(rows);
    }

    private void addRatio(List<List<String>> rows, Phase phase, String above, String below) {
        if (title(above).isEmpty() || title(below).isEmpty()) {
            return;
        }
        List<String> row = new ArrayList<>(
                List.of(title(above).get() + " / " + title(below).get()));
        for (Workload workload : workloads) {
            Optional<MedianAndRange> numerator = spread(above, workload, phase);
            Optional<MedianAndRange> denominator = spread(below, workload, phase);
            row.add(
                    numerator.isPresent() && denominator.isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "%.2f",
                                    numerator.get().median() / denominator.get().median())
                            : NOTHING);
        }
        rows.add(row);
    }

    private Optional<String> title(String contender) {
        return contenders.stream()
                .filter(c -> c.id().equals(contender))
                .map(ContenderSpec::title)
                .findFirst();
    }

    private Optional<Cell> cell(String contender, Workload workload, Phase phase) {
        return report.cells().stream()
                .filter(cell -> cell.contender().equals(contender)
                        && cell.workload().equals(workload.network())
                        && cell.phase() == phase)
                .findFirst();
    }

    private Optional<MedianAndRange> spread(String contender, Workload workload, Phase phase) {
        return cell(contender, workload, phase)
                .filter(cell -> !cell.runs().isEmpty())
                .map(Cell::spread);
    }

    private String peak() {
        Optional<MatrixProduct.Result> best =
                report.peak().stream().max(Comparator.comparingDouble(MatrixProduct.Result::gigaflops));
        if (best.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Share of the machine's peak in training\n\n");
        report.peak()
                .forEach(result -> text.append(String.format(
                        Locale.ROOT,
                        "2048x2048 float matrix product, %s, %d threads: %.0f GFLOP/s  %n",
                        result.library(),
                        result.threads(),
                        result.gigaflops())));
        if (workloads.stream().noneMatch(workload -> report.multiplyAdds().containsKey(workload.network()))) {
            return text.toString();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(header("share of the best product"));
        for (ContenderSpec contender : contenders) {
            List<String> row = new ArrayList<>(List.of(contender.title()));
            for (Workload workload : workloads) {
                row.add(spread(contender.id(), workload, Phase.TRAINING)
                        .filter(spread -> report.multiplyAdds().containsKey(workload.network()))
                        .map(spread ->
                                share(workload, spread.median(), best.get().gigaflops()))
                        .orElse(NOTHING));
            }
            rows.add(row);
        }
        return text.append('\n').append(grid(rows)).toString();
    }

    private String share(Workload workload, double imagesPerSecond, double peak) {
        double operations = 2.0 * report.multiplyAdds().get(workload.network());
        return String.format(Locale.ROOT, "%.1f %%", 100 * imagesPerSecond * operations / (peak * 1e9));
    }

    private String notes() {
        StringBuilder text = new StringBuilder("\n## Settings\n\n");
        text.append(
                        "- All but stock DL4J get the same settings of the C library's allocator (huge pages, memory kept);")
                .append(" stock DL4J runs as it comes.\n");
        for (Cell cell : report.cells()) {
            if (cell.options() != null && cell.options().threads() > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "- %s, %s of %s: %s%n",
                        title(cell.contender()).orElse(cell.contender()),
                        cell.phase().title(),
                        cell.workload(),
                        ContenderComparison.describe(cell.options())));
            }
            cell.failures().stream()
                    .distinct()
                    .forEach(failure -> text.append(String.format(
                            Locale.ROOT,
                            "- left out: %s, %s of %s: %s%n",
                            title(cell.contender()).orElse(cell.contender()),
                            cell.phase().title(),
                            cell.workload(),
                            failure)));
        }
        return text.toString();
    }

    private List<String> header(String first) {
        List<String> row = new ArrayList<>(List.of(first));
        workloads.forEach(workload -> row.add(workload.title()));
        return row;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%,.1f" : "%,.0f", value);
    }

    /** A Markdown table whose columns line up: text left, numbers right. */
    static String grid(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            text.append(line(rows.get(r), width));
            if (r == 0) {
                List<String> rule = new ArrayList<>();
                for (int c = 0; c < columns; c++) {
                    rule.add(c == 0 ? "-".repeat(width[c]) : "-".repeat(Math.max(1, width[c] - 1)) + ":");
                }
                text.append(line(rule, width));
            }
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] width) {
        List<String> padded = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
            padded.add(String.format(c == 0 ? "%-" + width[c] + "s" : "%" + width[c] + "s", cells.get(c)));
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
