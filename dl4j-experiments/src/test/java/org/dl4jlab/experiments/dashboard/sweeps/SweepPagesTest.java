package org.dl4jlab.experiments.dashboard.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.experiments.space.SearchSpaces;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.SweepOutcome;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.sweeps.SweepPages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running dashboard answers about real sweeps, while they run and afterwards. */
class SweepPagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path sweeps;

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final LiveSweep LIVE = new LiveSweep();
    private static Dashboard dashboard;

    @BeforeAll
    static void start() {
        SweepFolders folders = new SweepFolders(sweeps, LIVE);
        ArbiterMappers.configure();
        dashboard = Dashboard.start(DashboardOptions.defaults()
                .withSection(SweepPages.section(folders, new ArbiterRecords(folders, SweepPagesTest::space))));
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static Optional<SearchSpace> space(String name) {
        return name.equals("slice")
                ? Optional.of(new SliceSpace())
                : SearchSpaces.onClassPath().find(name);
    }

    @ParameterizedTest
    @EnumSource(SearchMethod.class)
    void ourPageAndArbitersFollowASweep(SearchMethod method) throws Exception {
        Look look = new Look();
        SweepOutcome outcome = Sweeps.runner(look).start(new SliceSpace(), Sweeps.plan(method, 3, 1, false), sweeps);
        String id = outcome.folder().name();

        assertThat(look.failure).isNull();
        assertThat(look.sweep.at("/summary/state").asText()).isEqualTo("RUNNING");
        assertThat(look.sweep.at("/summary/candidates").asInt()).isEqualTo(1);
        assertThat(look.sweep.at("/candidates/0/status").asText()).isEqualTo("DONE");
        assertThat(look.sweep.at("/candidates/1/status").asText()).isEqualTo("RUNNING");
        assertThat(look.sweep.at("/candidates/1/curve").size()).isEqualTo(2);
        assertThat(look.sweep.at("/candidates/1/host").asText()).isEqualTo("10.0.0.1");
        assertThat(look.arbiter.toString()).contains("[\"0\",", "\"Complete\"]", "[\"1\",", "\"Running\"]");

        JsonNode sweep = json("api/sweeps/" + id);
        assertThat(sweep.at("/summary/state").asText()).isEqualTo("FINISHED");
        assertThat(sweep.at("/axes/0/scale").asText()).isEqualTo("LOG");
        assertThat(sweep.at("/candidates").size()).isEqualTo(3);
        List<CandidateRecord> recorded = outcome.candidates();
        for (int i = 0; i < 3; i++) {
            JsonNode candidate = sweep.at("/candidates/" + i);
            assertThat(candidate.at("/curve/3").asDouble())
                    .isEqualTo(recorded.get(i).score());
            assertThat(candidate.at("/values/2").asText())
                    .isEqualTo(recorded.get(i).hyperparameters().get("batch").toString());
            assertThat(candidate.at("/places/0").asDouble())
                    .isBetween(0.0, 1.0)
                    .isEqualTo(outcome.record()
                            .dimensions()
                            .get(0)
                            .position(recorded.get(i).hyperparameters().get("learningRate")));
        }
        // Too few to say anything.
        assertThat(json("api/sweeps/" + id + "/importance").at("/parts").size()).isZero();

        String page = "arbiter/" + id;
        assertThat(json(page + "/results").size()).isEqualTo(3);
        assertThat(json(page + "/summary").toString())
                .contains("[\"Models Completed\",\"3\"]", "MaxCandidatesCondition(3)");
        assertThat(json(page + "/config").toString())
                .contains("learningRate", "hidden", "batch")
                .containsIgnoringCase(method + "Search");
        CandidateRecord second = recorded.get(1);
        assertThat(json(page + "/candidateInfo/1").toString())
                .contains(
                        "[\"learningRate\",\"" + second.hyperparameters().get("learningRate") + "\"",
                        "[\"hidden\",\"" + second.hyperparameters().get("hidden") + "\"",
                        "[\"Number of Parameters\",\"" + second.parameters() + "\"]",
                        "[\"Number of Layers\",\"2\"]",
                        "[\"Total Number of Model Updates\",\"" + 4 * steps(second) + "\"]");
    }

    private static int steps(CandidateRecord candidate) {
        int batch = (Integer) candidate.hyperparameters().get("batch");
        return (750 + batch - 1) / batch;
    }

    @Test
    void tenCandidatesTellWhatMatters() throws Exception {
        SweepOutcome outcome = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), Sweeps.plan(SearchMethod.RANDOM, 10, 1, true), sweeps);
        JsonNode importance = json("api/sweeps/" + outcome.folder().name() + "/importance");
        assertThat(importance.at("/candidates").asInt()).isEqualTo(10);
        assertThat(importance.at("/epoch").asInt()).isEqualTo(1);
        assertThat(importance.findValuesAsText("name")).containsExactly("learningRate", "hidden", "batch");
        assertThat(importance.at("/parts/0/share").asDouble())
                .isGreaterThan(importance.at("/parts/2/share").asDouble());
    }

    /** Every generator over every space must survive Arbiter's way through JSON; time limits too. */
    @ParameterizedTest
    @EnumSource(SearchMethod.class)
    void arbitersPageShowsEverySpaceOfTheLab(SearchMethod method) throws Exception {
        for (SearchSpace space : SearchSpaces.onClassPath().all()) {
            SweepPlan plan = new SweepPlan(method, 3, 1, 20, 5.0, 1, null, 0, true, space.settings());
            CandidateSpace candidates = new CandidateSpace(space);
            Search.of(method, candidates, 1, 3);
            SweepFolder folder = SweepFolder.create(sweeps, space.name(), java.time.LocalDateTime.now(), 1);
            folder.write(SweepRecord.start(
                            space.name(),
                            space.question(),
                            "test",
                            plan,
                            Dimension.of(candidates),
                            java.time.Instant.now(),
                            org.dl4jlab.training.internal.run.RunEnvironment.detect(Optional.empty()))
                    .end(RunStatus.DONE, null, java.time.Instant.now()));
            String config = json("arbiter/" + folder.name() + "/config").toString();
            assertThat(config).contains(space.hyperparameters().keySet()).containsIgnoringCase(method + "Search");
            assertThat(json("arbiter/" + folder.name() + "/summary").toString()).contains("MaxTimeCondition");
        }
    }

    @Test
    void aKilledSweepIsNotShownAsRunning() throws Exception {
        SweepOutcome outcome = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), Sweeps.plan(SearchMethod.RANDOM, 1, 1, false), sweeps);
        SweepFolder folder = outcome.folder();
        folder.write(outcome.record().resume(outcome.record().plan()));
        JsonNode sweep = json("api/sweeps/" + folder.name());
        assertThat(sweep.at("/summary/state").asText()).isEqualTo("INTERRUPTED");
        assertThat(sweep.at("/message").asText()).contains("--resume");
        Files.writeString(folder.recordFile(), "{ \"format\" : ");
        assertThat(get("api/sweeps/" + folder.name()).statusCode())
                .as("unreadable, and the page says why")
                .isEqualTo(422);
        assertThat(get("api/sweeps").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sweep/absent",
                "sweep/.hidden",
                "sweep/a%20b",
                "api/sweeps/absent",
                "api/sweeps/absent/importance",
                "arbiter/absent",
                "arbiter/absent/config",
                "arbiter/absent/results",
                "arbiter/%3Cscript%3E",
                "arbiter/absent/candidateInfo/0",
                "arbiter/sessions/all",
            })
    void whatIsNotThereIsNotFound(String target) throws Exception {
        assertThat(get(target).statusCode()).isEqualTo(404);
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return BROWSER.send(
                HttpRequest.newBuilder(URI.create(dashboard.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Looks at the pages when the second candidate has trained for two epochs. */
    private static final class Look implements SweepListener {

        private JsonNode sweep;
        private JsonNode arbiter;
        private Exception failure;
        private String id;

        @Override
        public void started(SweepFolder folder, SweepRecord record, Search search) {
            id = folder.name();
            LIVE.started(folder, record, search);
        }

        @Override
        public void candidateStarted(CandidateProposal candidate) {
            LIVE.candidateStarted(candidate);
            LIVE.candidateTrainsOn(candidate, "10.0.0." + candidate.index());
        }

        @Override
        public void epoch(CandidateProposal candidate, CandidateRecord.Point point) {
            LIVE.epoch(candidate, point);
            if (candidate.index() == 1 && point.epoch() == 2) {
                try {
                    sweep = json("api/sweeps/" + id);
                    arbiter = json("arbiter/" + id + "/results");
                } catch (Exception e) {
                    failure = e;
                }
            }
        }

        @Override
        public void candidateEnded(CandidateProposal candidate, CandidateRecord record) {
            LIVE.candidateEnded(candidate, record);
        }

        @Override
        public void searched(List<CandidateRecord> candidates) {
            LIVE.searched(candidates);
        }
    }
}
