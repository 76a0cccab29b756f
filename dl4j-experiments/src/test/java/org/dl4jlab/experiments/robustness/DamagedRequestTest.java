package org.dl4jlab.experiments.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dl4jlab.experiments.dashboard.RunFolders;
import org.dl4jlab.experiments.dashboard.RunPredictions;
import org.dl4jlab.experiments.dashboard.WatchedRuns;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterMappers;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterRecords;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.experiments.dashboard.sweeps.SweepFolders;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.testing.SliceExperiment;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.sweeps.SweepPages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running dashboard gets damaged requests, and damaged runs and sweeps to show: it answers each with what it has or a
 * refusal, never with "internal error", within two seconds of work, and is there for the next.
 */
class DamagedRequestTest {

    private static final int USUAL = 120;
    private static final int FULL = 20_000;
    private static final int HANGS_AFTER_MILLIS = 30_000;
    private static final int PATIENCE_MILLIS = 200;
    private static final int BETWEEN_LOOKS = 100;

    @TempDir
    static Path folder;

    private static final BoundedReading READER = new BoundedReading();
    private static Dashboard dashboard;
    private static String run;
    private static String sweep;
    private static Path runFolder;
    private static Path sweepFolder;

    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private Thread.UncaughtExceptionHandler before;

    @BeforeAll
    static void start() throws IOException {
        Path runs = folder.resolve("runs");
        RunFolders folders = new RunFolders(runs);
        SweepFolders sweeps = new SweepFolders(Files.createDirectory(folder.resolve("sweeps")), new LiveSweep());
        ArbiterMappers.configure();
        dashboard = Dashboard.start(DashboardOptions.defaults()
                .withRuns(folders)
                .withPredictor(new RunPredictions(folders))
                .withSection(
                        SweepPages.section(sweeps, new ArbiterRecords(sweeps, name -> Optional.of(new SliceSpace())))));
        LabOptions options =
                LabOptions.defaults().withListener(new WatchedRuns(dashboard)).withListener(new RunReports());
        runFolder = Lab.in(runs, options)
                .train(SliceExperiment.of("fc2layer", false), Seed.of(1))
                .path();
        run = runFolder.getFileName().toString();
        sweepFolder = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), Sweeps.plan(SearchMethod.RANDOM, 2, 1, true), folder.resolve("sweeps"))
                .folder()
                .path();
        sweep = sweepFolder.getFileName().toString();
    }

    @AfterAll
    static void stop() {
        READER.close();
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    }

    @AfterEach
    void nothingWasUncaught() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        assertThat(uncaught).isEmpty();
    }

    @Test
    void damagedRequestsAreAnsweredOrRefused() throws Exception {
        sendDamaged(Integer.getInteger("dl4jlab.mutations", USUAL));
    }

    @Test
    void damagedFoldersCostTheirOwnPage() throws Exception {
        showDamaged(Integer.getInteger("dl4jlab.mutations", USUAL / 2));
    }

    @Tag("full")
    @Test
    void soAreMany() throws Exception {
        sendDamaged(Integer.getInteger("dl4jlab.mutations", FULL));
        showDamaged(Integer.getInteger("dl4jlab.mutations", FULL));
    }

    private static List<byte[]> requests() throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (String path : List.of(
                "/runs",
                "/api/runs",
                "/run/" + run,
                "/api/runs/" + run,
                "/api/runs/" + run + "/pictures/samples",
                "/run/" + run + "/report",
                "/compare?run=" + run + "&run=" + run,
                "/api/predictors",
                "/train/" + run + "/overview/data?t=1",
                "/train/" + run + "/model/data/1",
                "/api/sweeps/" + sweep,
                "/arbiter/" + sweep + "/summary",
                "/assets/lab/run.js",
                "/setlang/zh")) {
            requests.add(head("GET", path, "Cookie: lang=zh; theme=dark\r\nAccept-Language: de,en;q=0.5\r\n"));
        }
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", picture);
        ByteArrayOutputStream upload = new ByteArrayOutputStream();
        upload.write(head(
                "POST",
                "/api/predict/" + run,
                "Origin: http://127.0.0.1:" + port() + "\r\nContent-Type: image/png\r\nContent-Length: "
                        + picture.size() + "\r\n"));
        upload.write(picture.toByteArray());
        requests.add(upload.toByteArray());
        return requests;
    }

    private static byte[] head(String method, String path, String headers) {
        return (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n" + headers
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int port() {
        return dashboard.address().getPort();
    }

    private static void sendDamaged(int inputs) throws Exception {
        List<byte[]> requests = requests();
        for (byte[] request : requests) {
            String text = new String(request, StandardCharsets.ISO_8859_1);
            READER.whole(text, () -> assertThat(send(request)).as(text).isIn("200", "303", "302", "204"));
        }
        int each = inputs / requests.size() + 1;
        for (int r = 0; r < requests.size(); r++) {
            for (long seed = 1; seed <= each; seed++) {
                byte[] damaged = Mutation.of(requests.get(r), seed);
                String what = "request " + r + ", seed " + seed;
                READER.damaged(
                        what,
                        () -> assertThat(send(damaged, PATIENCE_MILLIS))
                                .as(what)
                                .doesNotStartWith("5"));
                if (seed % BETWEEN_LOOKS == 0) {
                    READER.whole("after " + what, () -> assertThat(get("/runs")).isEqualTo("200"));
                }
            }
        }
        READER.whole("at the end", () -> assertThat(get("/runs")).isEqualTo("200"));
        System.out.println(requests.size() + " requests, each damaged with seeds 1 to " + each);
    }

    private static void showDamaged(int inputs) throws Exception {
        List<Path> files = new ArrayList<>(files(runFolder));
        files.addAll(files(sweepFolder));
        int each = inputs / files.size() + 1;
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            try {
                for (long seed = 1; seed <= each; seed++) {
                    byte[] damaged = Mutation.of(whole, seed);
                    Files.write(file, damaged);
                    String what = file.getFileName() + ", seed " + seed;
                    READER.damaged(what, () -> look(what, file));
                    assertThat(Files.readAllBytes(file)).as(what).isEqualTo(damaged);
                }
            } finally {
                Files.write(file, whole);
            }
        }
        READER.whole("at the end", () -> assertThat(get("/api/runs/" + run)).isEqualTo("200"));
        System.out.println(files.size() + " files behind the dashboard, each damaged with seeds 1 to " + each);
    }

    /** What shows the file: lists always, and one page of its run or sweep. */
    private static void look(String what, Path file) throws IOException {
        boolean ofRun = file.startsWith(runFolder);
        assertThat(get(ofRun ? "/api/runs" : "/api/sweeps")).as(what).isEqualTo("200");
        List<String> pages = ofRun
                ? List.of(
                        "/api/runs/" + run,
                        "/run/" + run + "/report",
                        "/api/predictors",
                        "/train/" + run + "/overview/data")
                : List.of("/api/sweeps/" + sweep, "/arbiter/" + sweep + "/summary", "/arbiter/" + sweep + "/results");
        for (String page : pages) {
            assertThat(get(page)).as(what + " on " + page).doesNotStartWith("5");
        }
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> files = Files.walk(of)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".png")
                            && !file.toString().endsWith("report.html"))
                    .sorted()
                    .toList();
        }
    }

    private static String get(String path) throws IOException {
        return send(head("GET", path, ""));
    }

    /** The status of the answer to a request that is whole. */
    private static String send(byte[] request) throws IOException {
        return send(request, HANGS_AFTER_MILLIS);
    }

    /**
     * The status of the answer; empty if the server closed without one.
     *
     * @param patienceMillis without an answer, after which the sender says that nothing more comes
     */
    private static String send(byte[] request, int patienceMillis) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port())) {
            socket.setSoTimeout(patienceMillis);
            socket.getOutputStream().write(request);
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketTimeoutException e) {
                // The server waits for more of a request that is not whole.
                socket.setSoTimeout(HANGS_AFTER_MILLIS);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(answer);
            }
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("no answer and no end", e);
        } catch (SocketException e) {
            // Closed before all was read, as of a request that is too long.
        }
        String line = answer.toString(StandardCharsets.ISO_8859_1);
        return line.startsWith("HTTP/") && line.length() > 12 ? line.substring(9, 12) : "";
    }
}
