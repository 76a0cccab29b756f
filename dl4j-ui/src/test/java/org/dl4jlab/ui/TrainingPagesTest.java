package org.dl4jlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.ui.statistics.RunStatistics;
import org.dl4jlab.ui.statistics.StatisticsFile;
import org.dl4jlab.ui.statistics.StatisticsPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DL4J's pages on our server: whole, with everything they load. */
class TrainingPagesTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
    private static final Pattern CSS_URL = Pattern.compile("url\\([\"']?([^)\"'?#]+)[^)]*\\)");

    @TempDir
    static Path folder;

    private static Dashboard dashboard;
    private static int port;

    @BeforeAll
    static void start() {
        Path file = folder.resolve("stats.bin");
        SmallTraining.writeStatistics(file, "run-1", 12);
        dashboard = Dashboard.start(DashboardOptions.defaults().withStatistics(file));
        port = dashboard.address().getPort();
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "model", "system"})
    void isRenderedWithEverythingItLoads(String page) throws IOException {
        RawHttp.Answer answer = RawHttp.get(port, "/train/run-1/" + page);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(answer.body())
                .contains("DL4J Training UI")
                .doesNotContain("${")
                .doesNotContain("javascript:");

        Set<String> assets =
                REFERENCE.matcher(answer.body()).results().map(m -> m.group(1)).collect(Collectors.toSet());
        assertThat(assets).hasSizeGreaterThan(8);
        for (String asset : assets) {
            RawHttp.Answer file = RawHttp.get(port, asset);
            assertThat(file.status()).as(asset).isEqualTo(200);
            assertThat(file.headers().get("content-type")).as(asset).startsWith(typeOf(asset));
        }
        // Nothing is asked from elsewhere.
        assertThat(answer.body()).doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
    }

    @Test
    void theStyleSheetsFindTheirFontsAndPictures() throws IOException {
        String sheet = "/assets/webjars/coreui__icons/0.3.0/css/coreui-icons.min.css";
        List<String> files = CSS_URL.matcher(RawHttp.get(port, sheet).body())
                .results()
                .map(m -> m.group(1))
                .filter(url -> !url.startsWith("data:"))
                .toList();
        assertThat(files).isNotEmpty();
        for (String file : files) {
            String target = java.net.URI.create(sheet).resolve(file).toString();
            assertThat(RawHttp.get(port, target).status()).as(target).isEqualTo(200);
        }
    }

    private static String typeOf(String asset) {
        return switch (asset.substring(asset.lastIndexOf('.'))) {
            case ".js" -> "text/javascript";
            case ".css" -> "text/css";
            case ".svg" -> "image/svg+xml";
            default -> "image/";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "model", "system"})
    void thePolicyAllowsExactlyThePagesOwnScripts(String page) throws Exception {
        RawHttp.Answer answer = RawHttp.get(port, "/train/run-1/" + page);
        String policy = answer.headers().get("content-security-policy");
        String scripts = Pattern.compile("script-src ([^;]*)")
                .matcher(policy)
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.joining());
        assertThat(scripts).doesNotContain("unsafe-inline").doesNotContain("unsafe-eval");

        List<String> inline = Pattern.compile(
                        "<script>(.*?)</script>|\\son\\w+=\"([^\"]*)\"|\\son\\w+='([^']*)'", Pattern.DOTALL)
                .matcher(answer.body())
                .results()
                .map(TrainingPagesTest::firstGroup)
                .toList();
        assertThat(inline).hasSizeGreaterThan(6);
        for (String script : inline) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            assertThat(scripts).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        byte[] foreign = MessageDigest.getInstance("SHA-256").digest("alert(1)".getBytes(StandardCharsets.UTF_8));
        assertThat(scripts).doesNotContain(Base64.getEncoder().encodeToString(foreign));
    }

    private static String firstGroup(MatchResult match) {
        for (int i = 1; i <= match.groupCount(); i++) {
            if (match.group(i) != null) {
                return match.group(i);
            }
        }
        throw new AssertionError();
    }

    @Test
    void itsDataIsJson() throws IOException {
        for (String target : List.of("overview/data", "model/graph", "model/data/1", "system/data", "info")) {
            RawHttp.Answer answer = RawHttp.get(port, "/train/run-1/" + target);
            assertThat(answer.status()).as(target).isEqualTo(200);
            assertThat(answer.headers()).as(target).containsEntry("content-type", "application/json");
            assertThat(answer.body().strip()).as(target).startsWith("{").endsWith("}");
        }
    }

    @Test
    void aRunThatEndedBetweenTwoRecordsHasItsLayersToo() throws IOException {
        Path file = folder.resolve("short.bin");
        RunStatistics statistics = RunStatistics.create(file, "short-1", StatisticsPlan.everything(5));
        MultiLayerNetwork network = SmallTraining.network();
        network.addListeners(statistics.listener());
        SmallTraining.train(network, 9);
        statistics.close();
        StatsStorage ended = StatisticsFile.open(file);
        dashboard.attach(ended);
        try {
            assertThat(RawHttp.get(port, "/train/short-1/model/data/1").status())
                    .isEqualTo(200);
        } finally {
            dashboard.detach(ended);
            StatisticsFile.close(ended);
        }
    }

    @Test
    void theOverviewTellsStartAndRunTime() throws IOException {
        String data = RawHttp.get(port, "/train/run-1/overview/data").body();
        assertThat(data)
                .containsPattern("\\[\"Start Time\",\"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\"]")
                .containsPattern("\\[\"Total Runtime\",\"\\d+:\\d\\d:\\d\\d\"]");
    }

    @Test
    void leavesOutOldScriptsWithKnownHoles() throws IOException {
        for (String page : List.of("overview", "model", "system")) {
            assertThat(RawHttp.get(port, "/train/run-1/" + page).body())
                    .contains("/webjars/jquery/3.7.1/")
                    .doesNotContain("jquery/2.2.0")
                    .doesNotContain("jquery/3.4.1")
                    .doesNotContain("jquery-migrate")
                    .doesNotContain("jquery-ui");
        }
    }

    @Test
    void unknownSessionsLayersAndWorkersAreNotFound() throws IOException {
        for (String target : List.of(
                "/train/run-2/overview",
                "/train/run-2/overview/data",
                "/train/run-2/model/graph",
                "/train/run-2/info",
                "/train/sessions/lastUpdate/run-2",
                "/train/run-1/model/data/first",
                "/train/run-1/model/data/-1",
                "/train/run-1/model/data/-2147483648",
                "/train/run-1/model/data/2147483648",
                "/train/workers/setByIdx/first")) {
            assertThat(RawHttp.get(port, target).status()).as(target).isEqualTo(404);
        }
    }

    @Test
    void theWorkerIsChosenByEachViewer() throws IOException {
        assertThat(RawHttp.get(port, "/train/workers/setByIdx/1").headers().get("set-cookie"))
                .startsWith("worker=1;");
        // There is no second worker, so its viewer sees no scores; everybody else still does.
        assertThat(RawHttp.get(port, "/train/run-1/overview/data", "Cookie: worker=1")
                        .body())
                .contains("\"scores\":[]");
        assertThat(RawHttp.get(port, "/train/run-1/overview/data").body()).doesNotContain("\"scores\":[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "de", "ja", "ko", "ru"})
    void speaksEachOfItsLanguages(String code) throws IOException {
        for (String page : List.of("overview", "model", "system")) {
            assertThat(RawHttp.get(port, "/train/run-1/" + page, "Accept-Language: " + code + "-XX,fr;q=0.5")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(RawHttp.get(port, "/train/run-1/overview/data", "Cookie: lang=" + code)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theShortAddressesLeadToTheNewestSession() throws IOException {
        for (String page : List.of("overview", "model", "system")) {
            assertThat(RawHttp.get(port, "/train/" + page).headers()).containsEntry("location", "/train/run-1/" + page);
        }
        assertThat(RawHttp.get(port, "/train/run-1").headers()).containsEntry("location", "/train/run-1/overview");
        assertThat(dashboard.trainingPage("run-1").getPath()).isEqualTo("/train/run-1/overview");
    }
}
