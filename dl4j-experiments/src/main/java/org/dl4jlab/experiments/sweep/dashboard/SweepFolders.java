package org.dl4jlab.experiments.sweep.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.dl4jlab.experiments.run.RunStatus;
import org.dl4jlab.experiments.sweep.record.CandidateRecord;
import org.dl4jlab.experiments.sweep.record.Ranking;
import org.dl4jlab.experiments.sweep.record.SweepFolder;
import org.dl4jlab.experiments.sweep.record.SweepRecord;
import org.dl4jlab.experiments.sweep.report.SweepReport;
import org.dl4jlab.ui.run.RunState;
import org.dl4jlab.ui.sweeps.SweepCatalogue;
import org.dl4jlab.ui.sweeps.SweepSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sweeps in a folder, read anew at each request. A folder that cannot be read is left out.
 *
 * @param folder may not exist yet
 */
public record SweepFolders(Path folder) implements SweepCatalogue {

    private static final Logger log = LoggerFactory.getLogger(SweepFolders.class);

    private static final int SECONDS_BETWEEN_LOOKS = 5;

    @Override
    public List<SweepSummary> sweeps() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(SweepFolder::new)
                    .filter(f -> Files.isRegularFile(f.recordFile()))
                    .flatMap(f -> summary(f).stream())
                    .sorted(Comparator.comparing(SweepSummary::started)
                            .reversed()
                            .thenComparing(SweepSummary::id))
                    .toList();
        } catch (IOException e) {
            log.debug("The sweeps in {} cannot be listed", folder, e);
            return List.of();
        }
    }

    private static Optional<SweepSummary> summary(SweepFolder folder) {
        try {
            SweepRecord record = folder.readRecord();
            List<CandidateRecord> candidates = folder.readCandidates();
            OptionalDouble test = record.winner() == null
                    ? OptionalDouble.empty()
                    : record.winner().tests().stream()
                            .mapToDouble(SweepRecord.Test::accuracy)
                            .average();
            return Optional.of(new SweepSummary(
                    folder.name(),
                    record.space(),
                    record.plan().search().name().toLowerCase(Locale.ROOT),
                    state(record.status()),
                    candidates.size(),
                    record.plan().candidates(),
                    Ranking.of(candidates).stream().findFirst().map(CandidateRecord::score),
                    test.isPresent() ? Optional.of(test.getAsDouble()) : Optional.empty(),
                    record.started()));
        } catch (IOException e) {
            log.debug("Left out a sweep", e);
            return Optional.empty();
        }
    }

    private static RunState state(RunStatus status) {
        return switch (status) {
            case RUNNING -> RunState.RUNNING;
            case DONE -> RunState.FINISHED;
            case INTERRUPTED -> RunState.INTERRUPTED;
            case FAILED -> RunState.FAILED;
        };
    }

    /** The sweep's report as of now; that of a sweep under way asks for itself again every few seconds. */
    @Override
    public Optional<String> page(String id) {
        SweepFolder sweep = new SweepFolder(folder.resolve(id));
        if (!Files.isRegularFile(sweep.recordFile())) {
            return Optional.empty();
        }
        try {
            String html = SweepReport.html(sweep);
            boolean running = sweep.readRecord().status() == RunStatus.RUNNING;
            String refresh = running ? "<meta http-equiv=\"refresh\" content=\"" + SECONDS_BETWEEN_LOOKS + "\">" : "";
            return Optional.of(html.replaceFirst("<head>", "<head>" + refresh)
                    .replaceFirst("<header>", "<header><p><a href=\"/sweeps\">← dl4j-lab</a></p>"));
        } catch (IOException e) {
            log.debug("The sweep {} cannot be shown", id, e);
            return Optional.empty();
        }
    }
}
