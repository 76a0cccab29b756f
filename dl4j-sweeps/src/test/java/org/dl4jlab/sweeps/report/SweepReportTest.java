package org.dl4jlab.sweeps.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunEnvironment;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReportTest {

    private static final List<Dimension> AXES = List.of(
            new Dimension("rate", Dimension.Scale.LOG, 0.001, 1.0, null),
            new Dimension("<kind>", Dimension.Scale.CHOICES, null, null, List.of("a", "<b>", "c")));

    @TempDir
    Path sweeps;

    @Test
    void aFinishedSweepShowsItsWinnerItsCandidatesAndWhatMatters() throws IOException {
        SweepFolder folder = folder(RunStatus.DONE, 12);
        Document page = Jsoup.parse(SweepReport.write(folder).toFile());

        assertThat(page.select("#result .headline").text()).contains("91.00 ± 1.41");
        assertThat(page.select("#best tbody tr")).hasSize(10);
        assertThat(page.select("#best tbody tr").first().text()).startsWith("9 59.00");
        assertThat(page.select("#map polyline")).hasSize(11);
        assertThat(page.select("#map .best")).hasSize(3);
        assertThat(page.select("#map .pruned")).isNotEmpty();
        assertThat(page.select("#importance figure")).hasSize(2);
        assertThat(page.select("#failed tbody tr").text()).contains("the loss is NaN <oh>");
        assertThat(page.select("script")).isEmpty();
        assertThat(page.text()).contains("<kind>", "<b>");
    }

    @Test
    void anUnfinishedSweepSaysSoAndHowToGoOn() throws IOException {
        Document page =
                Jsoup.parse(SweepReport.write(folder(RunStatus.INTERRUPTED, 1)).toFile());
        assertThat(page.select(".notice").text()).contains("not finished: interrupted", ". It can be resumed.");
        assertThat(page.select("#map")).isEmpty();
    }

    private SweepFolder folder(RunStatus status, int candidates) throws IOException {
        SweepFolder folder = SweepFolder.create(sweeps, "slice", LocalDateTime.of(2026, 1, 2, 3, 4), 1);
        for (int i = 0; i < candidates; i++) {
            boolean failed = i == 11;
            double score = (50 + i) / 100.0;
            Map<String, Object> values = Map.of(
                    "rate", 0.002 * (i + 1), "<kind>", List.of("a", "<b>", "c").get(i % 3));
            CandidateRecord.Point point = new CandidateRecord.Point(1, 1.0, 1, score);
            folder.write(new CandidateRecord(
                    i,
                    failed ? Status.DIVERGED : i == 10 ? Status.PRUNED : Status.DONE,
                    failed ? "the loss is NaN <oh>" : null,
                    values,
                    new double[] {0, 0},
                    failed ? null : score,
                    failed ? List.of() : List.of(point),
                    failed ? null : 100L,
                    10,
                    1.5,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null));
        }
        SweepPlan plan = new SweepPlan(
                SearchMethod.RANDOM,
                3,
                1,
                candidates,
                null,
                1,
                new SweepPlan.Pruning(1, 3),
                2,
                true,
                new SliceSpace().settings());
        SweepRecord record = SweepRecord.start(
                        "slice",
                        "Does it?",
                        "dl4j-lab sweep",
                        plan,
                        AXES,
                        Instant.EPOCH,
                        RunEnvironment.detect(Optional.empty()))
                .with(new SweepRecord.Data("MNIST", 750, 250, 10));
        if (status == RunStatus.DONE) {
            record = record.with(new SweepRecord.Winner(
                    9, List.of(new SweepRecord.Test(1, 0.9, 0.3, "a"), new SweepRecord.Test(2, 0.92, 0.3, "b"))));
        }
        folder.write(record.end(status, status == RunStatus.DONE ? null : "stopped", Instant.EPOCH));
        return folder;
    }
}
