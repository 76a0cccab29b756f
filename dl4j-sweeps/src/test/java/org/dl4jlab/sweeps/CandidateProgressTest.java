package org.dl4jlab.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.training.internal.run.JsonFile;
import org.junit.jupiter.api.Test;

class CandidateProgressTest {

    private final List<String> heard = new ArrayList<>();

    private final CandidateProgress progress =
            new CandidateProgress(new CandidateProposal(3, new double[0], Map.of()), new SweepListener() {
                @Override
                public void candidateTrainsOn(CandidateProposal candidate, String host) {
                    heard.add(candidate.index() + " on " + host);
                }

                @Override
                public void epoch(CandidateProposal candidate, CandidateRecord.Point point) {
                    heard.add(candidate.index() + ": " + point.epoch());
                }
            });

    @Test
    void anEpochIsToldOnceAlthoughItIsTrainedAgainElsewhereAndComesBackWithTheRecord() throws IOException {
        progress.began("one");
        progress.news(text(1));
        progress.news(text(2));
        progress.began("two");
        progress.news(text(1));
        progress.news(text(2));
        progress.news(text(3));
        progress.back(record(4));
        assertThat(heard).containsExactly("3 on one", "3: 1", "3: 2", "3 on two", "3: 3", "3: 4");

        // On to the next rung.
        progress.began("one");
        progress.news(text(4));
        progress.news(text(5));
        progress.back(record(6));
        assertThat(heard.subList(6, heard.size())).containsExactly("3 on one", "3: 5", "3: 6");
    }

    @Test
    void whatIsNotTheNextEpochIsLeftToTheRecord() throws IOException {
        for (String text : List.of("", "null", "{}", "[1]", "{\"epoch\":", text(2), text(-1), "[".repeat(100_000))) {
            progress.news(text);
        }
        assertThat(heard).isEmpty();
        progress.back(record(2));
        assertThat(heard).containsExactly("3: 1", "3: 2");
    }

    private static String text(int epoch) throws IOException {
        return JsonFile.text(point(epoch));
    }

    private static CandidateRecord.Point point(int epoch) {
        return new CandidateRecord.Point(epoch, null, Double.NaN, 0.5);
    }

    private static CandidateRecord record(int epochs) {
        return new CandidateRecord(
                3,
                CandidateRecord.Status.DONE,
                null,
                Map.of(),
                new double[0],
                0.5,
                IntStream.rangeClosed(1, epochs)
                        .mapToObj(CandidateProgressTest::point)
                        .toList(),
                1L,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }
}
