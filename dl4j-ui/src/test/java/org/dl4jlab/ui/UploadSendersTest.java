package org.dl4jlab.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many senders at once, and those who leave or dawdle: each costs itself alone. */
class UploadSendersTest {

    private static WidthServer server;
    private static int port;
    private static byte[] png;

    @BeforeAll
    static void start() throws IOException {
        server = WidthServer.start(DashboardOptions.defaults());
        port = server.port();
        png = server.png();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nothingIsDoneForWhoHasLeft() throws Exception {
        server.permit().acquire();
        try (Socket first = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            int before = server.asked().get();
            first.getOutputStream()
                    .write((server.request("/api/predict/width-1", png.length)
                                    + new String(png, StandardCharsets.ISO_8859_1))
                            .getBytes(StandardCharsets.ISO_8859_1));
            first.getOutputStream().flush();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
            while (server.asked().get() == before && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            // While the only worker is busy with the first, another sender comes and goes.
            try (Socket gone = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                gone.getOutputStream()
                        .write((server.request("/api/predict/width-1", png.length)
                                        + new String(png, StandardCharsets.ISO_8859_1))
                                .getBytes(StandardCharsets.ISO_8859_1));
                gone.getOutputStream().flush();
            }
            // Answered by the thread that has then seen it go.
            for (int i = 0; i < 3; i++) {
                assertThat(RawHttp.get(port, "/api/predictors").status()).isEqualTo(200);
            }
            server.permit().release();
            assertThat(server.post("/api/predict/width-1", png).status()).isEqualTo(200);
            assertThat(server.asked().get() - before).isEqualTo(2);
        } finally {
            server.permit().release(1 - Math.min(1, server.permit().availablePermits()));
        }
    }

    @Test
    void theWorkIsInterruptedForWhoLeavesMeanwhile() throws Exception {
        int before = server.asked().get();
        server.permit().acquire();
        try {
            try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                OutputStream out = socket.getOutputStream();
                out.write(server.request("/api/predict/width-1", png.length).getBytes(StandardCharsets.ISO_8859_1));
                out.write(png);
                out.flush();
                await().until(() -> server.asked().get() > before);
                assertThat(server.interrupted()).hasValue(0);
            }
            await().until(() -> server.interrupted().get() == 1);
        } finally {
            server.permit().release();
        }
        // The next one is answered by the same thread, which is whole again.
        assertThat(server.post("/api/predict/width-1", png).status()).isEqualTo(200);
    }

    @Test
    void fewAreTakenAtOnceAndTheRestAreTurnedAway() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(12);
        server.permit().acquire();
        try {
            CountDownLatch ready = new CountDownLatch(12);
            List<Future<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                sent.add(senders.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return server.post("/api/predict/width-1", png).status();
                }));
            }
            ready.await();
            // Those beyond the limit are answered while the others still wait.
            await().until(() -> sent.stream().filter(Future::isDone).count() >= 8);
            // The other pages are not held up.
            assertThat(RawHttp.get(port, "/api/predictors").status()).isEqualTo(200);
            server.permit().release();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> one : sent) {
                answers.add(one.get(10, TimeUnit.SECONDS));
            }
            assertThat(answers).containsOnly(200, 429);
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(4);
            assertThat(server.post("/api/predict/width-1", png).status()).isEqualTo(200);
        } finally {
            server.permit().release(1 - Math.min(1, server.permit().availablePermits()));
            senders.shutdownNow();
        }
    }

    @Test
    void whoHangsUpOrDawdlesLeavesNothingBehind() throws Exception {
        List<Path> before = WidthServer.temporaryFiles();
        for (int i = 0; i < 10; i++) {
            try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                OutputStream out = socket.getOutputStream();
                out.write(server.request("/api/predict/width-1", 1000).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        int status = 0;
        while (status != 200 && System.nanoTime() < end) {
            status = server.post("/api/predict/width-1", png).status();
        }
        assertThat(status).isEqualTo(200);
        long start = System.nanoTime();
        // Half of the body, and then silence: cut off after ten seconds.
        assertThat(RawHttp.send(port, server.request("/api/predict/width-1", 1000) + "x".repeat(500), 20_000)
                        .status())
                .isEqualTo(408);
        // Not sooner; that it is not much later is what the client's own patience of 20 seconds says.
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isGreaterThanOrEqualTo(8);
        assertThat(WidthServer.temporaryFiles()).isEqualTo(before);
    }
}
