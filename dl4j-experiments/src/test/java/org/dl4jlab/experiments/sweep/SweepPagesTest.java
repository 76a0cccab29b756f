package org.dl4jlab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.dl4jlab.experiments.sweep.dashboard.ArbiterReporter;
import org.dl4jlab.experiments.sweep.dashboard.SweepFolders;
import org.dl4jlab.experiments.sweep.record.CandidateRecord;
import org.dl4jlab.experiments.sweep.search.Proposal;
import org.dl4jlab.experiments.sweep.search.SearchMethod;
import org.dl4jlab.experiments.testing.SliceSpace;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.pages.Section;
import org.dl4jlab.ui.sweeps.ArbiterPage;
import org.dl4jlab.ui.sweeps.SweepPages;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of a real sweep on a running dashboard. */
class SweepPagesTest {

    private static final int CANDIDATES = 3;

    private final HttpClient browser = HttpClient.newHttpClient();

    @TempDir
    Path sweeps;

    @ParameterizedTest
    @EnumSource(SearchMethod.class)
    void arbitersPageAndOursShowASweepWhileItRuns(SearchMethod method) throws Exception {
        StatsStorage storage = new InMemoryStatsStorage();
        ArbiterReporter reporter = new ArbiterReporter(storage);
        Section arbiter = ArbiterPage.section(reporter::session);
        DashboardOptions options = DashboardOptions.defaults()
                .withSection(SweepPages.section(new SweepFolders(sweeps), List.of(arbiter)))
                .withSection(arbiter)
                .withModule(ArbiterPage.module());
        try (Dashboard dashboard = Dashboard.start(options)) {
            dashboard.attach(storage);
            String[] live = new String[1];
            SweepListener both = new Both(reporter) {
                @Override
                void ended(CandidateRecord record) throws Exception {
                    if (record.index() == 0) {
                        live[0] = body(dashboard, "api/sweeps");
                    }
                }
            };
            SweepOutcome outcome = Sweeps.runner(both)
                    .start(new SliceSpace(), Sweeps.plan(method, CANDIDATES, 1, false), sweeps, "test");

            JsonNode row = new ObjectMapper().readTree(live[0]).get(0);
            assertThat(row.get("state").asText()).isEqualTo("RUNNING");
            assertThat(row.get("candidates").asInt()).isEqualTo(1);
            String id = outcome.folder().name();
            assertThat(body(dashboard, "sweep/" + id)).contains("<svg class=\"sweep parallel\"", "/sweeps");
            assertThat(get(dashboard, "sweep/nothing").statusCode()).isEqualTo(404);

            String session = "arbiter/" + id;
            HttpResponse<String> page = get(dashboard, session);
            assertThat(page.body()).contains("arbiter.js", "jquery/3.7.1").doesNotContain("jquery-ui");
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("'sha256-");
            for (String asset : List.of(
                    "assets/dl4j-ui.js",
                    "assets/lab/arbiter.js",
                    "assets/webjars/d3js/3.3.5/d3.min.js",
                    "assets/webjars/jquery/3.7.1/dist/jquery.min.js")) {
                assertThat(get(dashboard, asset).statusCode()).as(asset).isEqualTo(200);
            }
            String results = await(dashboard, session + "/results", "\"" + (CANDIDATES - 1) + "\"");
            assertThat(results).contains("Complete");
            assertThat(body(dashboard, session + "/summary")).contains(String.valueOf(CANDIDATES));
            assertThat(body(dashboard, session + "/config")).contains("learningRate");
            assertThat(body(dashboard, session + "/candidateInfo/0")).contains("learningRate");
        }
    }

    private String await(Dashboard dashboard, String path, String text) throws Exception {
        String body = "";
        for (int i = 0; i < 50 && !body.contains(text); i++) {
            Thread.sleep(100);
            body = body(dashboard, path);
        }
        return body;
    }

    private String body(Dashboard dashboard, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(dashboard, path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> get(Dashboard dashboard, String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(dashboard.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private abstract static class Both implements SweepListener {

        private final SweepListener first;

        Both(SweepListener first) {
            this.first = first;
        }

        abstract void ended(CandidateRecord record) throws Exception;

        @Override
        public void started(
                org.dl4jlab.experiments.sweep.record.SweepFolder folder,
                org.dl4jlab.experiments.sweep.record.SweepRecord record,
                org.dl4jlab.experiments.sweep.search.Search search) {
            first.started(folder, record, search);
        }

        @Override
        public void candidateStarted(Proposal candidate) {
            first.candidateStarted(candidate);
        }

        @Override
        public void candidateEnded(Proposal candidate, CandidateRecord record) {
            first.candidateEnded(candidate, record);
            try {
                ended(record);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void searched(List<CandidateRecord> candidates) {
            first.searched(candidates);
        }
    }
}
