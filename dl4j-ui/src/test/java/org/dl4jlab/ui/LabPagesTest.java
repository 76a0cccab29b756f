package org.dl4jlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.dl4jlab.ui.server.SecurityHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our pages over made-up runs: what they load, what data they get, and that nothing of a run's data becomes markup. */
class LabPagesTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");

    @TempDir
    static Path folder;

    private static Dashboard dashboard;
    private static int port;

    @BeforeAll
    static void start() {
        Path file = folder.resolve("stats.bin");
        SmallTraining.writeStatistics(file, "mnist-cnn-1", 3);
        dashboard = Dashboard.start(DashboardOptions.defaults().withRuns(new SampleRuns(Map.of("mnist-cnn-1", file))));
        port = dashboard.address().getPort();
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static JsonNode json(String target) throws IOException {
        RawHttp.Answer answer = RawHttp.get(port, target);
        assertThat(answer.status()).as(target).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void theEntranceIsTheLeaderboard() throws IOException {
        assertThat(RawHttp.get(port, "/").headers()).containsEntry("location", "/runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/runs", "/run/mnist-cnn-1", "/draw", "/compare?run=mnist-cnn-1&run=mnist-cnn-2"})
    void aPageAndAllItsModulesAreThere(String target) throws IOException {
        RawHttp.Answer page = RawHttp.get(port, target);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers())
                .containsEntry("content-type", "text/html; charset=utf-8")
                .containsEntry("content-security-policy", SecurityHeaders.STRICT_POLICY);
        // The strict policy stops inline scripts, handlers and styles, so there must be none.
        assertThat(page.body())
                .doesNotContainPattern("<script>|<style|\\son\\w+=|\\sstyle=|https?://")
                .contains("type=\"module\"");

        Deque<String> open = new ArrayDeque<>(
                REFERENCE.matcher(page.body()).results().map(m -> m.group(1)).toList());
        Set<String> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String asset = open.pop();
            if (!seen.add(asset)) {
                continue;
            }
            RawHttp.Answer file = RawHttp.get(port, asset);
            assertThat(file.status()).as(asset).isEqualTo(200);
            if (asset.endsWith(".js") && asset.startsWith("/assets/lab/")) {
                assertThat(file.headers().get("content-type")).startsWith("text/javascript");
                assertThat(file.body())
                        .as("ways to turn text into markup or code in %s", asset)
                        .doesNotContainPattern(
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|https?://(?!www\\.w3\\.org/2000/svg)");
                IMPORT.matcher(file.body())
                        .results()
                        .map(m -> URI.create(asset).resolve(m.group(1)).toString())
                        .forEach(open::push);
            }
        }
        assertThat(seen).anyMatch(asset -> asset.endsWith("/dom.js"));
    }

    @Test
    void theLeaderboardHoldsEveryRun() throws IOException {
        JsonNode runs = json("/api/runs");
        List<String> ids = StreamSupport.stream(runs.spliterator(), false)
                .map(run -> run.get("id").asText())
                .toList();
        assertThat(ids).hasSize(9).contains("mnist-cnn-1", "mnist-cnn-4", "hostile-1");
        JsonNode first = runs.get(ids.indexOf("mnist-cnn-1"));
        assertThat(first.get("accuracy").asDouble()).isEqualTo(0.955);
        assertThat(first.get("parameters").asLong()).isEqualTo(6_422);
        assertThat(first.get("state").asText()).isEqualTo("FINISHED");
        assertThat(runs.get(ids.indexOf("hostile-1")).get("accuracy").isNull()).isTrue();
    }

    @Test
    void aRunHoldsItsSettingsCurvesErrorsAndLog() throws IOException {
        JsonNode run = json("/api/runs/mnist-cnn-2");
        assertThat(run.at("/summary/network").asText()).isEqualTo("simple-cnn");
        assertThat(run.at("/settings/1/1").asText()).isEqualTo("64");
        assertThat(run.at("/confusion/counts").size()).isEqualTo(10);
        assertThat(run.at("/mistakes/0/picture").asText()).isEqualTo("worst-0");
        assertThat(run.at("/log").size()).isEqualTo(4);
        assertThat(run.at("/statistics").asBoolean()).isFalse();
        for (JsonNode curve : run.at("/curves")) {
            assertThat(curve.get("x").size()).isEqualTo(curve.get("y").size()).isLessThanOrEqualTo(1002);
        }
    }

    @Test
    void aRunInProgressMovesOn() throws IOException {
        int before = json("/api/runs/mnist-cnn-4").at("/summary/epoch").asInt();
        for (int i = 0; i < 4; i++) {
            json("/api/runs/mnist-cnn-4");
        }
        assertThat(json("/api/runs/mnist-cnn-4").at("/summary/epoch").asInt()).isGreaterThan(before);
    }

    @Test
    void theStatisticsOfARunAreOpenedWhenSomebodyLooks() throws IOException {
        assertThat(json("/api/runs/mnist-cnn-1").at("/statistics").asBoolean()).isTrue();
        assertThat(RawHttp.get(port, "/train/mnist-cnn-1/overview").status()).isEqualTo(200);
        assertThat(json("/train/mnist-cnn-1/overview/data").at("/scores").size())
                .isEqualTo(3);
        assertThat(RawHttp.get(port, "/train/mnist-cnn-2/overview").status()).isEqualTo(404);
    }

    @Test
    void hostileTextsStayTexts() throws IOException {
        RawHttp.Answer page = RawHttp.get(port, "/run/hostile-1");
        assertThat(page.body()).doesNotContain("onerror").doesNotContain("hostile");
        RawHttp.Answer data = RawHttp.get(port, "/api/runs/hostile-1");
        // As JSON with nosniff it is no page, and the scripts put it in as text only.
        assertThat(data.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-content-type-options", "nosniff");
        assertThat(new ObjectMapper()
                        .readTree(data.body())
                        .at("/pictures/0/title")
                        .asText())
                .isEqualTo(SampleRuns.HOSTILE);
    }

    @Test
    void picturesAreSentAsPictures() throws IOException {
        RawHttp.Answer picture = RawHttp.get(port, "/api/runs/mnist-cnn-1/pictures/worst-3");
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.headers()).containsEntry("content-type", "image/png");
        assertThat(picture.body()).contains("PNG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/absent",
                "/run/.hidden",
                "/run/a%20b",
                "/run/%3Cscript%3E",
                "/api/runs/absent",
                "/api/runs/mnist-cnn-1/pictures/absent",
                "/api/runs/mnist-cnn-1/pictures/.secret",
                "/api/runs/absent/pictures/samples",
                "/api",
                "/api/",
            })
    void whatIsNotThereIsNotFound(String target) throws IOException {
        RawHttp.Answer answer = RawHttp.get(port, target);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    }

    @Test
    void speaksEnglishAndChinese() throws IOException {
        assertThat(RawHttp.get(port, "/runs").body()).contains("<html lang=\"en\">");
        assertThat(RawHttp.get(port, "/runs", "Accept-Language: zh-CN,zh;q=0.9").body())
                .contains("<html lang=\"zh\">");
        assertThat(RawHttp.get(port, "/runs", "Accept-Language: zh-CN", "Cookie: lang=en")
                        .body())
                .contains("<html lang=\"en\">");
    }

    @Test
    void bothLanguagesHaveTheSameWords() throws IOException {
        String texts = RawHttp.get(port, "/assets/lab/texts.js").body();
        int chinese = texts.indexOf("  zh: {");
        assertThat(keys(texts.substring(texts.indexOf("  en: {") + 7, chinese)))
                .isEqualTo(keys(texts.substring(chinese + 7, texts.indexOf("\n};"))))
                .hasSizeGreaterThan(50);
    }

    private static List<String> keys(String object) {
        return Pattern.compile("(?:^|[{,])\\s*'?([A-Za-z][\\w-]*)'?:")
                .matcher(object.replaceAll("'[^']*'(?!:)", "''").replaceAll("`[^`]*`", "``"))
                .results()
                .map(m -> m.group(1))
                .toList();
    }
}
