package org.dl4jlab.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.api.UIServer;
import org.dl4jlab.ui.server.AccessToken;
import org.dl4jlab.ui.server.DashboardException;
import org.dl4jlab.ui.server.VertxProperties;
import org.dl4jlab.ui.statistics.RunStatistics;
import org.dl4jlab.ui.statistics.StatisticsPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardTest {

    @TempDir
    Path folder;

    @Test
    void saysThatThePortIsTakenAndLeavesNothingBehind() throws Exception {
        Set<Thread> before = dashboardThreads();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = other.getLocalPort();
            assertThatThrownBy(() -> Dashboard.start(DashboardOptions.defaults().withPort(taken)))
                    .isInstanceOf(DashboardException.class)
                    .hasMessageContaining(Integer.toString(taken))
                    .hasMessageContaining("already in use")
                    .hasMessageContaining("another port");
            try (Dashboard next = Dashboard.start(DashboardOptions.defaults())) {
                assertThat(next.address().getPort()).isNotEqualTo(taken);
                assertThat(status(next, "/train")).isEqualTo(200);
            }
        }
        await().untilAsserted(() -> assertThat(before).containsAll(dashboardThreads()));
    }

    @Test
    void canBeStartedAgainOnTheSamePort() throws IOException {
        int port;
        try (Dashboard first = Dashboard.start(DashboardOptions.defaults())) {
            port = first.address().getPort();
        }
        for (int i = 0; i < 3; i++) {
            try (Dashboard again = Dashboard.start(DashboardOptions.defaults().withPort(port))) {
                assertThat(again.address()).hasToString("http://127.0.0.1:" + port + "/");
                assertThat(status(again, "/train")).isEqualTo(200);
            }
        }
    }

    @Test
    void refusesASecondDashboardWhileOneRuns() throws IOException {
        try (Dashboard first = Dashboard.start(DashboardOptions.defaults())) {
            assertThatThrownBy(() -> Dashboard.start(DashboardOptions.defaults()))
                    .isInstanceOf(DashboardException.class)
                    .hasMessageContaining("already runs");
            assertThat(status(first, "/train")).isEqualTo(200);
        }
    }

    @Test
    void closeEndsEveryThread() throws InterruptedException {
        // One of an earlier test may be listed still, and go meanwhile.
        Set<Thread> others = dashboardThreads();
        Dashboard dashboard = Dashboard.start(DashboardOptions.defaults());
        Set<Thread> own = dashboardThreads();
        own.removeAll(others);
        assertThat(own).isNotEmpty();
        dashboard.close();
        dashboard.close();
        await().untilAsserted(() -> assertThat(others).containsAll(dashboardThreads()));
    }

    private static Set<Thread> dashboardThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert.x")
                        || thread.getName().startsWith("dashboard"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void aProgramThatDidNotSetVertxUpIsToldHow() {
        String before = System.clearProperty("vertx.disableH2c");
        try {
            assertThatThrownBy(() -> Dashboard.start(DashboardOptions.defaults()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("vertx.disableH2c")
                    .hasMessageContaining("VertxProperties.configure()");
        } finally {
            System.setProperty("vertx.disableH2c", before);
        }
    }

    /** A program of its own, since only there it shows that no thread keeps the JVM alive. */
    @Test
    void theProgramEndsAfterClose() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndClose.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    static final class StartAndClose {
        private StartAndClose() {}

        public static void main(String[] arguments) {
            VertxProperties.configure();
            Dashboard.start(DashboardOptions.defaults()).close();
        }
    }

    @Test
    void anotherHostNeedsAToken() {
        assertThatThrownBy(() -> Dashboard.start(DashboardOptions.defaults().withHost("0.0.0.0")))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("token");
        assertThatThrownBy(() -> Dashboard.start(DashboardOptions.defaults().withHost("no.such.host.invalid")))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("no.such.host.invalid");
        assertThatThrownBy(() -> Dashboard.start(DashboardOptions.defaults().withPort(70_000)))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("70000");
    }

    @Test
    void withATokenOnlyItsBearerIsAnswered() throws IOException {
        AccessToken token = AccessToken.random();
        DashboardOptions options =
                DashboardOptions.defaults().withHost("0.0.0.0").withToken(token);
        try (Dashboard dashboard = Dashboard.start(options)) {
            int port = dashboard.address().getPort();
            String wrong = "x".repeat(token.value().length());
            for (String target : List.of(
                    "/",
                    "/train",
                    "/assets/css/style.css",
                    "/train?token=",
                    "/train?token=" + wrong,
                    "/train?token=" + wrong + "&token=" + token.value())) {
                assertThat(RawHttp.get(port, target).status()).as(target).isEqualTo(401);
            }
            String cookieName = "dashboard-" + port;
            assertThat(RawHttp.get(port, "/train", "Cookie: " + cookieName + "=" + wrong)
                            .status())
                    .isEqualTo(401);

            RawHttp.Answer entry = RawHttp.get(port, "/train?token=" + token.value());
            assertThat(entry.status()).isEqualTo(302);
            assertThat(entry.headers()).containsEntry("location", "/train");
            assertThat(entry.headers().get("set-cookie"))
                    .startsWith(cookieName + "=")
                    .contains("HttpOnly")
                    .contains("SameSite");
            String cookie = entry.headers().get("set-cookie").split(";")[0];
            assertThat(RawHttp.get(port, "/train", "Cookie: a=b; " + cookie).status())
                    .isEqualTo(200);

            assertThat(dashboard.entrance().toString()).endsWith("?token=" + token.value());
            assertThat(dashboard.address().toString()).doesNotContain(token.value());
            assertThat(options.toString()).doesNotContain(token.value());
        }
    }

    @Test
    void aTokenIsRequiredOnTheLoopbackAddressTooWhenGiven() throws IOException {
        AccessToken token = AccessToken.of("a-token-of-enough-length");
        try (Dashboard dashboard = Dashboard.start(DashboardOptions.defaults().withToken(token))) {
            assertThat(status(dashboard, "/train")).isEqualTo(401);
        }
    }

    @Test
    void showsSeveralRunsFromSeveralFiles() throws IOException {
        SmallTraining.writeStatistics(folder.resolve("a.bin"), "run-a", 3);
        SmallTraining.writeStatistics(folder.resolve("a.bin"), "run-b", 4);
        SmallTraining.writeStatistics(folder.resolve("c.bin"), "run-c", 5);
        try (Dashboard dashboard = Dashboard.start(DashboardOptions.defaults()
                .withStatistics(folder.resolve("a.bin"))
                .withStatistics(folder.resolve("c.bin")))) {
            int port = dashboard.address().getPort();
            assertThat(RawHttp.get(port, "/train").body()).contains("run-a", "run-b", "run-c");
            Map<String, Integer> records = Map.of("run-a", 3, "run-b", 4, "run-c", 5);
            for (Map.Entry<String, Integer> run : records.entrySet()) {
                String data = RawHttp.get(port, "/train/" + run.getKey() + "/overview/data")
                        .body();
                assertThat(scores(data)).as(run.getKey()).hasSize(run.getValue());
            }
            // The newest run is what the short address leads to.
            assertThat(RawHttp.get(port, "/train/overview").headers())
                    .containsEntry("location", "/train/run-c/overview");
        }
    }

    private static JsonNode scores(String overviewData) throws IOException {
        return new ObjectMapper().readTree(overviewData).required("scores");
    }

    /** More runs than the dashboard keeps open; the first is looked at again when its file was closed. */
    @Test
    void opensTheFilesOfManyRunsAsTheyAreLookedAt() throws IOException {
        Path first = folder.resolve("run-0.bin");
        SmallTraining.writeStatistics(first, "run-0", 2);
        Map<String, Path> files = new java.util.LinkedHashMap<>(Map.of("run-0", first));
        for (int i = 1; i < 20; i++) {
            Path file = folder.resolve("run-" + i + ".bin");
            SmallTraining.writeStatistics(file, "run-" + i, 1);
            files.put("run-" + i, file);
        }
        try (Dashboard dashboard = Dashboard.start(DashboardOptions.defaults().withRuns(new SampleRuns(files)))) {
            for (String run : files.keySet()) {
                assertThat(status(dashboard, "/train/" + run + "/overview"))
                        .as(run)
                        .isEqualTo(200);
            }
            int port = dashboard.address().getPort();
            assertThat(RawHttp.get(port, "/train").body()).contains("run-19").doesNotContain("run-0<");
            String again = RawHttp.get(port, "/train/run-0/overview/data").body();
            assertThat(scores(again)).hasSize(2);
        }
        // Nothing is left open.
        SmallTraining.writeStatistics(first, "run-0", 1);
    }

    @Test
    void showsARunInProgressAndForgetsItAfterwards() throws Exception {
        try (Dashboard dashboard = Dashboard.start(DashboardOptions.defaults());
                RunStatistics statistics =
                        RunStatistics.create(folder.resolve("live.bin"), "live-1", StatisticsPlan.everything(1))) {
            int port = dashboard.address().getPort();
            dashboard.attach(statistics.storage());
            assertThat(status(dashboard, "/train/live-1/overview")).isEqualTo(404);

            MultiLayerNetwork network = SmallTraining.network();
            network.addListeners(statistics.listener());
            SmallTraining.train(network, 3);
            awaitScores(port, 3);
            SmallTraining.train(network, 4);
            awaitScores(port, 7);
            assertThat(RawHttp.get(port, "/train/sessions/lastUpdate/live-1").body())
                    .matches("\\d{13}");
            assertThat(RawHttp.get(port, "/train/live-1/info").body())
                    .contains("\"numParams\" : " + SmallTraining.PARAMETERS);

            dashboard.detach(statistics.storage());
            assertThat(status(dashboard, "/train/live-1/overview")).isEqualTo(404);
        }
    }

    private static void awaitScores(int port, int count) throws Exception {
        await().untilAsserted(() -> {
            RawHttp.Answer answer = RawHttp.get(port, "/train/live-1/overview/data");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(scores(answer.body())).hasSize(count);
        });
    }

    @Test
    void existingCodeFindsItAsDl4jsServer() throws Exception {
        try (RunStatistics statistics =
                        RunStatistics.create(folder.resolve("stock.bin"), "stock", StatisticsPlan.everything(1));
                Dashboard dashboard = Dashboard.start(DashboardOptions.defaults())) {
            MultiLayerNetwork network = SmallTraining.network();
            network.addListeners(statistics.listener());
            SmallTraining.train(network, 2);
            UIServer server = UIServer.getInstance();
            assertThat(server.getPort()).isEqualTo(dashboard.address().getPort());
            server.attach(statistics.storage());
            assertThat(server.isAttached(statistics.storage())).isTrue();
            server.detach(statistics.storage());
            UIServer.stopInstance();
            assertThatThrownBy(() -> status(dashboard, "/train")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFileThatIsNoStatisticsFileIsNamed() throws IOException {
        Path text = folder.resolve("notes.txt");
        java.nio.file.Files.writeString(text, "not statistics ".repeat(1000));
        assertThatThrownBy(() -> Dashboard.start(DashboardOptions.defaults().withStatistics(text)))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("notes.txt");
        assertThatThrownBy(
                        () -> Dashboard.start(DashboardOptions.defaults().withStatistics(folder.resolve("absent.bin"))))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("absent.bin");
        Dashboard.start(DashboardOptions.defaults()).close();
    }

    private static int status(Dashboard dashboard, String target) throws IOException {
        return RawHttp.get(dashboard.address().getPort(), target).status();
    }
}
