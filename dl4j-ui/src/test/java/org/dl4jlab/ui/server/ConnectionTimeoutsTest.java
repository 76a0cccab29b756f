package org.dl4jlab.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.ui.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Opens connections to a running server and lets them lie, as who wants to use up its files and memory. */
class ConnectionTimeoutsTest {

    private static final int MOST = 6;

    @TempDir
    Path folder;

    private static WebServer start(ServerLimits limits) {
        return WebServer.start(
                Binding.of("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                Optional.empty(),
                limits,
                new WebServer.Content(
                        List.of(new PageRoute("/page", PageRoute.Lane.LAB, rc -> Responses.plain(rc, "here"))),
                        List.of(),
                        (status, why, language, base) -> ""));
    }

    private static ServerLimits few() {
        return ServerLimits.standard().withConnections(MOST);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void theNewestConnectionsAreClosedWhenThereAreTooMany() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (WebServer server = start(few());
                Socket viewer = connect(server.port())) {
            String request = "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n";
            send(viewer, request);
            assertThat(new String(viewer.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 200");
            for (int i = 0; i < 50; i++) {
                sockets.add(connect(server.port()));
            }
            for (Socket late : sockets.subList(MOST - 1, sockets.size())) {
                assertThat(isClosed(late)).isTrue();
            }
            // Who was there before is answered still.
            viewer.getInputStream().skipNBytes(viewer.getInputStream().available());
            send(viewer, request);
            assertThat(viewer.getInputStream().read()).isPositive();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void whoAsksForNothingIsSentAwayAndMakesRoom() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try (WebServer server = start(few().withTimes(300, 300, 10_000))) {
            for (int i = 0; i < MOST; i++) {
                sockets.add(connect(server.port()));
            }
            // Half a request is none.
            for (Socket socket : sockets.subList(0, MOST / 2)) {
                send(socket, "GET /page HTTP/1.1\r\nHost: loc");
            }
            for (Socket socket : sockets) {
                assertThat(isClosed(socket)).isTrue();
            }
            // On a busy machine an honest request may take longer than this server waits.
            await().ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(RawHttp.get(server.port(), "/page").body())
                                    .isEqualTo("here"));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aRequestThatComesByteByByteIsNotWaitedFor() throws IOException {
        try (WebServer server = start(few().withTimes(300, 300, 10_000));
                Socket slow = connect(server.port())) {
            send(slow, "GET /page HTTP/1.1\r\nHost: localhost\r\nX: ");
            long begin = System.nanoTime();
            boolean refused = false;
            slow.setSoTimeout(20);
            while (!refused && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(8)) {
                try {
                    send(slow, "x");
                    refused = slow.getInputStream().read() < 0;
                } catch (java.net.SocketTimeoutException waiting) {
                    refused = false;
                } catch (SocketException reset) {
                    refused = true;
                }
            }
            assertThat(refused).isTrue();
        }
    }

    @Test
    void aConnectionThatHasBeenAnsweredIsClosedWhenItLiesIdle() throws IOException {
        try (WebServer server = start(few().withTimes(10_000, 300, 10_000));
                Socket viewer = connect(server.port())) {
            send(viewer, "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String all = new String(viewer.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(all).startsWith("HTTP/1.1 200").endsWith("here");
        }
    }

    /** What training needs: to write its files while strangers hold connections. Seen to end a run with 300 files. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramThatMayOpenFewFilesCanStillOpenItsOwn() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process program = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 300; exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                        java,
                        System.getProperty("java.class.path"),
                        FewFiles.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        List<Socket> sockets = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder said = new StringBuilder();
            String line = out.readLine();
            while (line != null && !line.startsWith("port ")) {
                said.append(line).append('\n');
                line = out.readLine();
            }
            assertThat(line).as(said.toString()).isNotNull();
            int port = Integer.parseInt(line.substring(5));
            for (int i = 0; i < 600; i++) {
                sockets.add(connect(port));
            }
            program.getOutputStream().write('\n');
            program.getOutputStream().flush();
            assertThat(out.lines()).anySatisfy(text -> assertThat(text).isEqualTo("60 files"));
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            program.destroyForcibly();
        }
    }

    /** A program beside whose server files are opened. */
    static final class FewFiles {
        private FewFiles() {}

        public static void main(String[] arguments) throws IOException {
            VertxProperties.configure();
            List<OutputStream> files = new ArrayList<>();
            try (WebServer server = start(ServerLimits.standard())) {
                System.out.println("port " + server.port());
                System.in.read();
                for (int i = 0; i < 60; i++) {
                    files.add(Files.newOutputStream(Path.of(arguments[0], "file-" + i)));
                }
                System.out.println(files.size() + " files");
            }
            System.exit(0);
        }
    }
}
