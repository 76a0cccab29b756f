package org.dl4jlab.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.ui.api.UIServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks a running dashboard over real HTTP with what the stock server was open to. */
class AttackTest {

    @TempDir
    static Path folder;

    private static Dashboard dashboard;
    private static int port;

    @BeforeAll
    static void start() {
        Path file = folder.resolve("stats.bin");
        SmallTraining.writeStatistics(file, "run-1", 5);
        dashboard = Dashboard.start(DashboardOptions.defaults().withStatistics(file));
        port = dashboard.address().getPort();
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() throws IOException {
        Optional<InetAddress> outer = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
                .findFirst();
        // 127.0.0.2 is this machine as well, but not the address that was bound; a wildcard listener answers there.
        for (InetAddress other : Stream.concat(Stream.of(InetAddress.getByName("127.0.0.2")), outer.stream())
                .toList()) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(other, port), 2000))
                        .as("a connection to %s", other)
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/a/b/c/d/e/f/g/h/webjars/../../../../../../etc/hostname",
                "/assets/../../../../../../../../etc/passwd",
                "/assets/webjars/..%2f..%2f..%2f..%2f..%2fetc/hostname",
                "/assets/webjars/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/hostname",
                "/assets/webjars/.%2e/.%2e/.%2e/.%2e/.%2e/etc/hostname",
                "/assets/webjars/%252e%252e/%252e%252e/etc/hostname",
                "/assets/webjars/..\\..\\..\\..\\etc\\hostname",
                "/assets/webjars/..%5c..%5c..%5cetc%5chostname",
                "/assets/webjars/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/hostname",
                "/assets//etc/hostname",
                "/assets/webjars//etc/hostname",
                "/assets/webjars/file:/etc/hostname",
                "/assets/etc/hostname%00.js",
                "/assets/..;/..;/etc/hostname",
                "/assets/webjars/../../maven/org.webjars/flot/pom.xml",
                "/assets/org/dl4jlab/ui/Dashboard.class",
                "/assets/lab/../Dashboard.class",
                "/../etc/hostname",
                "/..%2f..%2fetc%2fhostname",
            })
    void sendsNoFileFromOutsideTheAssets(String target) throws IOException {
        RawHttp.Answer answer = RawHttp.get(port, target);
        assertThat(answer.status()).isIn(400, 404);
        String hostname = Files.readString(Path.of("/etc/hostname")).strip();
        assertThat(answer.body())
                .doesNotContain(hostname)
                .doesNotContain("root:")
                .doesNotContain("<project");
    }

    @Test
    @Timeout(20)
    void answersAnAbsentAsset() throws IOException {
        RawHttp.Answer answer = RawHttp.get(port, "/assets/webjars/absent/1.0/absent.js");
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void anUnknownLanguageChangesNothingForAnybody() throws IOException {
        for (String target : List.of("/setlang/xx", "/setlang/run-1/xx", "/setlang/run-1/..%20", "/setlang/zh/xx")) {
            assertThat(RawHttp.get(port, target).status()).as(target).isIn(400, 404);
        }
        for (String page : List.of("overview", "model", "system")) {
            assertThat(RawHttp.get(port, "/train/run-1/" + page).status()).isEqualTo(200);
        }
    }

    @Test
    void theLanguageOfOneViewerIsNotThatOfAnother() throws IOException {
        assertThat(RawHttp.get(port, "/setlang/run-1/zh").headers().get("set-cookie"))
                .startsWith("lang=zh;");
        assertThat(RawHttp.get(port, "/train/run-1/overview", "Cookie: lang=zh").body())
                .contains("概述");
        assertThat(RawHttp.get(port, "/train/run-1/overview").body())
                .doesNotContain("概述")
                .contains("Overview");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/train/run-1/overview",
                "/tsne/upload",
                "/tsne/post/s1",
                "/remoteReceive",
                "/no/such/page",
                "/runs"
            })
    void takesNoUploadOnAnyPath(String target) throws IOException {
        List<Path> before = uploads();
        String body = "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"evil.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\nevil\r\n--X--\r\n";
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD")) {
            RawHttp.Answer answer = RawHttp.send(
                    port,
                    method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body);
            assertThat(answer.status()).as(method).isEqualTo(405);
        }
        assertThat(before).containsAll(uploads());
    }

    @Test
    void refusesABodyWithGet() throws IOException {
        for (String header : List.of("Content-Length: 4", "Transfer-Encoding: chunked")) {
            RawHttp.Answer answer = RawHttp.get(port, "/train", header);
            assertThat(answer.status()).as(header).isEqualTo(413);
        }
    }

    /** What the stock server leaves: folders of its own and Vert.x's copies in the temporary folder. */
    private static List<Path> uploads() throws IOException {
        // Not Files.walk, which fails where another program removes its files meanwhile.
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches(".*DL4JUI_.*|vertx-cache.*|.*file-uploads.*")) {
                    found.add(file);
                    String[] inside = file.toFile().list();
                    Stream.of(inside == null ? new String[0] : inside)
                            .map(file::resolve)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tsne",
                "/tsne/sessions",
                "/tsne/upload",
                "/remoteReceive",
                "/activations",
                "/samediff",
                "/train/sessions/set/run-1"
            })
    void doesNotHaveTheStockServersOtherPages(String target) throws IOException {
        assertThat(RawHttp.get(port, target).status()).isEqualTo(404);
    }

    @Test
    void cannotBeMadeToReceiveStatisticsOverTheNetwork() {
        assertThatThrownBy(() -> UIServer.getInstance().enableRemoteListener())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("statistics file");
        assertThat(UIServer.getInstance().isRemoteListenerEnabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "127.0.0.1.evil.example:PORT",
                "localhost.evil.example:PORT",
                "10.0.0.1:PORT",
                "127.0.0.1:",
                "127.0.0.1:x",
                "127.0.0.1:123456",
                "localhost.:PORT",
                "[::1]evil.example:PORT",
                "[::1",
                "127.0.0.1:PORT@evil.example",
                "evil.example#127.0.0.1:PORT",
                "",
            })
    void answersOnlyUnderItsOwnName(String host) throws IOException {
        String name = host.replace("PORT", Integer.toString(port));
        RawHttp.Answer answer =
                RawHttp.send(port, "GET /train HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isIn(400, 421);
        assertThat(answer.body()).doesNotContain("run-1");
    }

    @Test
    void refusesRequestsWithoutOrWithTwoHostNames() throws IOException {
        String own = "Host: 127.0.0.1:" + port + "\r\n";
        assertThat(RawHttp.send(port, "GET /train HTTP/1.0\r\n\r\n").status()).isIn(400, 421);
        assertThat(RawHttp.send(
                                port,
                                "GET /train HTTP/1.1\r\n" + own + "Host: evil.example\r\nConnection: close\r\n\r\n")
                        .status())
                .isIn(400, 421);
        assertThat(RawHttp.send(port, "GET http://evil.example/train HTTP/1.1\r\n" + own + "Connection: close\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    /** A tunnel, an editor or a container may show another port outside. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
    void answersUnderEachOfItsNamesWithAnyPort(String host) throws IOException {
        for (String suffix : List.of(":" + port, ":1", ":50123", "")) {
            RawHttp.Answer answer = RawHttp.send(
                    port, "GET /train HTTP/1.1\r\nHost: " + host + suffix + "\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(host + suffix).isEqualTo(200);
        }
    }

    @Test
    void theOriginMustBeTheNameAndPortThatWereAskedFor() throws IOException {
        for (String[] pair : new String[][] {
            {"localhost:8080", "http://localhost:8080", "200"},
            {"localhost:80", "http://localhost", "200"},
            {"localhost", "http://localhost", "200"},
            {"localhost:8080", "http://localhost:" + port, "403"},
            {"localhost:8080", "https://localhost:8080", "403"},
            {"localhost:8080", "http://127.0.0.1:8080", "403"},
            {"localhost:8080", "http://localhost:8080\r\nOrigin: http://evil.example", "403"},
            {"localhost:8080", "http://localhost:8080.evil.example", "403"}
        }) {
            RawHttp.Answer answer = RawHttp.send(
                    port,
                    "GET /train HTTP/1.1\r\nHost: " + pair[0] + "\r\nOrigin: " + pair[1]
                            + "\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(pair[0] + " " + pair[1]).isEqualTo(Integer.parseInt(pair[2]));
        }
    }

    @Test
    void refusesWhatAnotherSitesPageAsks() throws IOException {
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(RawHttp.get(
                                    port,
                                    "/train/run-1/overview/data",
                                    "Sec-Fetch-Site: " + site,
                                    "Sec-Fetch-Mode: no-cors",
                                    "Sec-Fetch-Dest: script")
                            .status())
                    .isEqualTo(403);
            assertThat(RawHttp.get(
                                    port,
                                    "/train",
                                    "Sec-Fetch-Site: " + site,
                                    "Sec-Fetch-Mode: navigate",
                                    "Sec-Fetch-Dest: iframe")
                            .status())
                    .isEqualTo(403);
            assertThat(RawHttp.get(
                                    port,
                                    "/setlang/run-1/zh",
                                    "Sec-Fetch-Site: " + site,
                                    "Sec-Fetch-Mode: navigate",
                                    "Sec-Fetch-Dest: document")
                            .status())
                    .isEqualTo(403);
        }
        for (String origin :
                List.of("http://evil.example", "null", "https://127.0.0.1:" + port, "http://127.0.0.1:1")) {
            assertThat(RawHttp.get(port, "/train", "Origin: " + origin).status())
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @Test
    void followsALinkFromAnotherSiteAndItsOwnPages() throws IOException {
        assertThat(RawHttp.get(
                                port,
                                "/train/run-1/overview",
                                "Sec-Fetch-Site: cross-site",
                                "Sec-Fetch-Mode: navigate",
                                "Sec-Fetch-Dest: document")
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.get(port, "/train/run-1/overview/data", "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.get(port, "/train", "Origin: http://127.0.0.1:" + port)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesOversizedRequestLines() throws IOException {
        assertThat(RawHttp.get(port, "/train/" + "a".repeat(10_000)).status()).isIn(400, 414, 431);
    }

    @Test
    void doesNotUpgradeToAnotherProtocol() throws IOException {
        RawHttp.Answer answer = RawHttp.send(
                port,
                "GET /train HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void everyAnswerForbidsSniffingFramingAndForeignContent() throws IOException {
        for (String target : List.of(
                "/",
                "/train",
                "/train/run-1/overview",
                "/train/run-1/overview/data",
                "/assets/css/style.css",
                "/nothing")) {
            var headers = RawHttp.get(port, target).headers();
            assertThat(headers)
                    .as(target)
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("cross-origin-resource-policy", "same-origin");
            assertThat(headers.get("content-security-policy"))
                    .as(target)
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("http:")
                    .doesNotContain("unsafe-eval");
        }
    }
}
