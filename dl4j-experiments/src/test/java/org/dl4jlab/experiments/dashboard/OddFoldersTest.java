package org.dl4jlab.experiments.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterRecords;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.experiments.dashboard.sweeps.SweepFolders;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.sweeps.SweepPages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A running dashboard over folders that came from a stranger: odd records, links and pipes. Each costs itself only. */
@DisabledOnOs(OS.WINDOWS)
class OddFoldersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path runs;
    private Path sweeps;
    private Dashboard dashboard;
    private RunFolder good;

    @BeforeEach
    void start() throws IOException {
        runs = Files.createDirectory(folder.resolve("runs"));
        sweeps = Files.createDirectory(folder.resolve("sweeps"));
        Instant begun = Instant.parse("2026-03-01T09:00:00Z");
        RunRecord record = SmallRuns.started("trial", "?", "run trial", 3, Map.of("epochs", 4), null, begun)
                .with(new RunRecord.Data(
                        "mnist",
                        "MNIST",
                        List.of(1, 28, 28),
                        List.of("0", "1"),
                        100,
                        0,
                        10,
                        false,
                        Map.of(),
                        SmallRuns.input(1, 28, 28)))
                .with(new RunRecord.Result(0.93, 0.2, 93, 100))
                .end(RunStatus.DONE, null, begun.plusSeconds(11));
        good = new RunFolder(Files.createDirectory(runs.resolve("good")));
        good.write(record);
        RunFolders catalogue = new RunFolders(runs);
        SweepFolders sweepFolders = new SweepFolders(sweeps, new LiveSweep());
        dashboard = Dashboard.start(DashboardOptions.defaults()
                .withRuns(catalogue)
                .withPredictor(new RunPredictions(catalogue))
                .withSection(SweepPages.section(
                        sweepFolders, new ArbiterRecords(sweepFolders, name -> java.util.Optional.empty()))));
    }

    @AfterEach
    void stop() {
        dashboard.close();
    }

    private record Answer(int status, String body) {}

    private Answer get(String path) throws IOException {
        return get(path, "en");
    }

    private Answer get(String path, String language) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) dashboard.address().resolve(path).toURL().openConnection();
        connection.setRequestProperty("Accept-Language", language);
        connection.setInstanceFollowRedirects(false);
        connection.setReadTimeout((int) TimeUnit.SECONDS.toMillis(10));
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private JsonNode json(String path) throws IOException {
        Answer answer = get(path);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static void pipe(Path file) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }

    /** What every page of runs still shows. */
    private void assertTheGoodRunIsShown(String odd) throws IOException {
        assertThat(json("/api/runs").findValuesAsText("id")).as(odd).contains("good");
        assertThat(json("/api/runs/good").at("/summary/accuracy").asDouble()).isEqualTo(0.93);
        json("/api/predictors");
        assertThat(get("/run/odd").status()).as(odd).isIn(200, 404, 422);
        assertThat(get("/api/runs/odd").status()).as(odd).isIn(200, 404, 422);
        assertThat(get("/train/odd/overview").status()).as(odd).isIn(404, 409);
    }

    @Test
    void anOddRecordCostsItsOwnRowAndSaysWhy() throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(good.recordFile().toFile());
        Path odd = Files.createDirectory(runs.resolve("odd")).resolve("run.json");
        for (String change : List.of(
                "{}",
                "null",
                "[]",
                "",
                "{\"experiment\": \"tri",
                "{\"data\": {}}",
                "{\"data\": {\"title\": null}}",
                "{\"data\": {\"title\": \"x\", \"shape\": [1, null, 28]}}",
                "{\"data\": {\"title\": \"x\", \"classes\": [null]}}",
                "{\"network\": {}}",
                "{\"weights\": {}}",
                "{\"resumed\": [{}]}",
                "{\"resumed\": [{\"at\": \"2026-03-01T09:00:00Z\", \"changes\": {\"batch\": null}}]}",
                "{\"resumed\": [null]}",
                "{\"started\": \"+1000000000-01-01T00:00:00Z\"}",
                "{\"started\": 1e300}",
                "{\"finished\": \"-999999999-01-01T00:00:00Z\"}",
                "{\"started\": null}",
                "{\"status\": \"odd\"}",
                "{\"settings\": {\"epochs\": null}}",
                "{\"versions\": {\"java\": null}}",
                "{\"seed\": 1e400}",
                "[".repeat(100_000))) {
            boolean whole = change.startsWith("{\"") && change.endsWith("}");
            if (whole) {
                ObjectNode changed = record.deepCopy();
                ((ObjectNode) JSON.readTree(change))
                        .fields()
                        .forEachRemaining(e -> changed.set(e.getKey(), e.getValue()));
                Files.writeString(odd, changed.toString());
            } else {
                Files.writeString(odd, change);
            }
            assertTheGoodRunIsShown(change.substring(0, Math.min(60, change.length())));
            JsonNode rows = json("/api/runs");
            JsonNode why = json("/api/unreadable");
            assertThat(rows.findValuesAsText("id").contains("odd")
                            || why.at("/0/0").asText().equals("odd"))
                    .as("a row or a reason: %s", change.substring(0, Math.min(60, change.length())))
                    .isTrue();
            assertThat(why.at("/0/1").asText()).doesNotContain(folder.toString());
        }
        assertThat(get("/run/odd").body()).contains("cannot be read");
    }

    @Test
    void aNameCannotChangeTheOrderOfItsLine() throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(good.recordFile().toFile());
        record.put("experiment", "cat\u202egnp.exe");
        Path odd = Files.createDirectory(runs.resolve("odd")).resolve("run.json");
        Files.writeString(odd, record.toString());
        assertThat(json("/api/runs").findValuesAsText("experiment")).contains("cat\uFFFDgnp.exe");
        assertThat(get("/api/runs/odd").body()).doesNotContain("\u202e");
    }

    @Test
    void numbersThatCannotBeAreShownOrLeftOut() throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(good.recordFile().toFile());
        Path odd = Files.createDirectory(runs.resolve("odd")).resolve("run.json");
        for (String change : List.of(
                "{\"data\": {\"title\": \"x\", \"shape\": [], \"classes\": []}}",
                "{\"data\": {\"title\": \"x\", \"shape\": [-1, 0, 99999999], \"classes\": [\"a\"]}}",
                "{\"data\": {\"title\": \"x\", \"trainImages\": -5}}",
                "{\"network\": {\"name\": \"x\", \"parameters\": -1, \"layers\": [{}]}}",
                "{\"result\": {\"accuracy\": 1e308, \"averageLoss\": -1e308}}",
                "{\"settings\": {\"epochs\": -2147483648}}",
                "{\"timings\": {\"trainImagesPerSecond\": -7}}",
                "{\"machine\": {}}",
                "{\"source\": {}}",
                "{\"unknown\": {\"a\": [null]}}")) {
            ObjectNode changed = record.deepCopy();
            ((ObjectNode) JSON.readTree(change)).fields().forEachRemaining(e -> changed.set(e.getKey(), e.getValue()));
            Files.writeString(odd, changed.toString());
            assertTheGoodRunIsShown(change);
        }
    }

    @Test
    void aPipeInPlaceOfAFileHoldsNobodyUp() throws Exception {
        Path odd = Files.createDirectory(runs.resolve("odd"));
        for (String name : List.of(
                "run.json",
                "run.log",
                "metrics.csv",
                "progress.csv",
                "losses.csv",
                "predictions.csv",
                "stats.bin",
                "run.lock",
                "model.zip")) {
            if (!name.equals("run.json")) {
                Files.copy(good.recordFile(), odd.resolve("run.json"));
            }
            pipe(odd.resolve(name));
            assertTheGoodRunIsShown(name);
            Files.delete(odd.resolve(name));
            Files.deleteIfExists(odd.resolve("run.json"));
        }
        Files.copy(good.recordFile(), odd.resolve("run.json"));
        pipe(Files.createDirectory(odd.resolve("pictures")).resolve("samples.png"));
        assertTheGoodRunIsShown("a picture");
        assertThat(get("/api/runs/odd/pictures/samples").status()).isEqualTo(404);
    }

    @Test
    void linksOutOfAFolderAreNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret\n");
        Path odd = Files.createDirectory(runs.resolve("odd"));
        Files.copy(good.recordFile(), odd.resolve("run.json"));
        Files.createSymbolicLink(odd.resolve("run.log"), secret);
        Path pictures = Files.createDirectory(folder.resolve("elsewhere"));
        Files.copy(secret, pictures.resolve("samples.png"));
        Files.createSymbolicLink(odd.resolve("pictures"), pictures);
        assertThat(get("/api/runs/odd").body()).doesNotContain("the secret").doesNotContain("\"samples\"");
        assertThat(get("/api/runs/odd/pictures/samples").status()).isEqualTo(404);
        Files.delete(odd.resolve("pictures"));
        Path own = Files.createDirectory(odd.resolve("pictures"));
        Files.createSymbolicLink(own.resolve("samples.png"), secret);
        Files.createSymbolicLink(own.resolve("dark"), pictures);
        assertThat(get("/api/runs/odd/pictures/samples").status()).isEqualTo(404);
        assertThat(get("/api/runs/odd/pictures/samples.dark").status()).isEqualTo(404);
        // A record that lies elsewhere is no record, and says so.
        Files.delete(odd.resolve("run.json"));
        Files.createSymbolicLink(odd.resolve("run.json"), good.recordFile());
        assertThat(json("/api/runs").findValuesAsText("id")).containsExactly("good");
        assertThat(json("/api/unreadable").at("/0/1").asText()).contains("link");
        assertTheGoodRunIsShown("a linked record");
        // A run folder may lie elsewhere: its user has put the link there.
        Files.createSymbolicLink(runs.resolve("linked"), good.path());
        assertThat(json("/api/runs").findValuesAsText("id")).contains("linked");
    }

    @Test
    void theReasonsAreInTheViewersLanguage() throws Exception {
        Path odd = Files.createDirectory(runs.resolve("odd")).resolve("run.json");
        for (String content : List.of(
                "null",
                "{}",
                "{\"experiment\": \"tri",
                "[".repeat(100_000),
                Files.readString(good.recordFile()).replaceFirst("\"title\" *: *\"MNIST\"", "\"title\": null"))) {
            Files.writeString(odd, content);
            json("/api/runs");
            String english = json("/api/unreadable").at("/0/1").asText();
            String chinese = JSON.readTree(get("/api/unreadable", "zh").body())
                    .at("/0/1")
                    .asText();
            assertThat(english).doesNotContainPattern("\\p{IsHan}").isNotBlank();
            assertThat(chinese)
                    .as(english)
                    .containsPattern("\\p{IsHan}{2,}")
                    .doesNotContain("cannot be read", "holds", "lacks", "is not");
            assertThat(get("/run/odd", "zh").body()).contains("无法读取此运行：odd/run.json");
        }
        Files.delete(odd);
        pipe(odd);
        json("/api/runs");
        assertThat(get("/api/unreadable", "zh").body()).contains("它不是普通文件");
    }

    @Test
    void aFolderThatCannotBeInAnAddressIsNamed() throws Exception {
        for (Path place : List.of(
                Files.createDirectory(runs.resolve("copy of good")).resolve("run.json"),
                Files.createDirectory(sweeps.resolve("copy of good")).resolve("sweep.json"))) {
            Files.writeString(place, "{}");
        }
        json("/api/runs");
        json("/api/sweeps");
        assertThat(json("/api/unreadable").at("/0/0").asText()).isEqualTo("copy of good");
        assertThat(json("/api/unreadable-sweeps").at("/0/0").asText()).isEqualTo("copy of good");
        assertThat(get("/api/unreadable-sweeps", "zh").body()).contains("其名称含有");
    }

    @Test
    void anOddSweepCostsItsOwnRowAndSaysWhy() throws Exception {
        Path odd = Files.createDirectory(sweeps.resolve("odd"));
        String plan =
                "\"plan\": {\"search\": \"random\", \"gridSteps\": 3, \"seed\": 1, \"candidates\": 4, \"workers\": 1,"
                        + " \"winnerSeeds\": 0, \"engine\": true, \"settings\": {\"validationFraction\": 0.1}}";
        String head = "{\"format\": 1, \"space\": \"x\", \"status\": \"done\", \"started\": \"2026-03-01T09:00:00Z\", ";
        for (String record : List.of(
                "{}",
                "null",
                head + "\"dimensions\": []}",
                head + "\"plan\": {}, \"dimensions\": []}",
                head + "\"plan\": {\"search\": null}, \"dimensions\": []}",
                head + plan + ", \"dimensions\": [null]}",
                head + plan + ", \"dimensions\": [{}]}",
                head + plan + ", \"dimensions\": [{\"name\": \"a\", \"scale\": \"choices\"}]}",
                head + plan + ", \"dimensions\": [{\"name\": \"a\", \"scale\": \"log\", \"lowest\": 1}]}",
                head + plan + ", \"dimensions\": [], \"winner\": {}}")) {
            Files.writeString(odd.resolve("sweep.json"), record);
            assertThat(json("/api/sweeps")).as(record).isEmpty();
            assertThat(json("/api/unreadable-sweeps").at("/0/0").asText())
                    .as(record)
                    .isEqualTo("odd");
            for (String page : List.of("/sweep/odd", "/api/sweeps/odd", "/api/sweeps/odd/importance", "/arbiter/odd")) {
                assertThat(get(page).status()).as(page).isIn(404, 422);
            }
            assertThat(get("/sweep/odd").body()).as(record).contains("This sweep cannot be read");
            assertThat(get("/sweeps").status()).isEqualTo(200);
        }
        Files.delete(odd.resolve("sweep.json"));
        pipe(odd.resolve("sweep.json"));
        assertThat(json("/api/sweeps")).isEmpty();
    }
}
