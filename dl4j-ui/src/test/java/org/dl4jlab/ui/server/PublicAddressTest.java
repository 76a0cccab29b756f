package org.dl4jlab.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dashboard behind a proxy that ends TLS and serves it below a path. */
class PublicAddressTest {

    private static final AccessToken TOKEN = AccessToken.of("a-token-of-enough-length");
    private static final String BEARER = "Authorization: Bearer " + TOKEN.value();

    private static Dashboard dashboard;
    private static int port;

    @BeforeAll
    static void start() {
        dashboard = Dashboard.start(DashboardOptions.defaults()
                .withToken(TOKEN)
                .withPublicAddress(PublicAddress.of("https://Lab.example.org/some/lab/")));
        port = dashboard.address().getPort();
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    /** As a proxy sends it on. */
    private RawHttp.Answer ask(String host, String target, String... headers) throws IOException {
        return RawHttp.send(
                port,
                "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + String.join("\r\n", headers)
                        + (headers.length > 0 ? "\r\n" : "") + "Connection: close\r\n\r\n");
    }

    @Test
    void theNameOutsideIsAnsweredAndOnlyThat() throws IOException {
        assertThat(ask("lab.example.org", "/runs", BEARER).status()).isEqualTo(200);
        assertThat(ask("LAB.example.org:443", "/runs", BEARER).status()).isEqualTo(200);
        assertThat(ask("localhost:9000", "/runs", BEARER).status()).isEqualTo(200);
        assertThat(ask("evil.example.org", "/runs", BEARER).status()).isEqualTo(421);
        assertThat(ask("lab.example.org.evil.example", "/runs", BEARER).status())
                .isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "lab.example.org, https://lab.example.org, 200",
        // A proxy that asks for the inner name.
        "127.0.0.1:9000, https://lab.example.org, 200",
        "lab.example.org, http://lab.example.org, 403",
        "lab.example.org, https://lab.example.org:8443, 403",
        "lab.example.org, https://evil.example, 403",
        "lab.example.org, null, 403",
        "127.0.0.1:9000, http://127.0.0.1:9000, 200",
        "127.0.0.1:9000, https://127.0.0.1:9000, 403",
    })
    void itsOriginIsOurs(String host, String origin, int status) throws IOException {
        assertThat(ask(host, "/runs", BEARER, "Origin: " + origin).status()).isEqualTo(status);
    }

    @Test
    void thePathIsUnderstoodWithAndWithoutThePrefix() throws IOException {
        for (String target :
                java.util.List.of("/some/lab/runs", "/runs", "/some/lab/train", "/some/lab/assets/lab/dom.js")) {
            assertThat(ask("lab.example.org", target, BEARER).status())
                    .as(target)
                    .isEqualTo(200);
        }
        assertThat(ask("lab.example.org", "/some/lab", BEARER).headers()).containsEntry("location", "/some/lab/train");
        assertThat(ask("lab.example.org", "/some/lab/", BEARER).headers()).containsEntry("location", "/some/lab/train");
        assertThat(ask("lab.example.org", "/", BEARER).headers()).containsEntry("location", "/some/lab/train");
        for (String target : java.util.List.of(
                "/some/lab/absent", "/some/runs", "/some/lab/../runs", "/some/lab//runs", "/some/labruns")) {
            assertThat(ask("lab.example.org", target, BEARER).status())
                    .as(target)
                    .isIn(400, 404);
        }
    }

    @Test
    void noPageOrScriptLeadsOutOfThePrefix() throws IOException {
        Pattern fromRoot = Pattern.compile("[\"'(]/(?:assets|train|setlang|arbiter|api|runs?|draw)[/\"']");
        for (String target : java.util.List.of(
                "/runs",
                "/draw",
                "/train",
                "/absent",
                "/assets/js/train/train.js",
                "/assets/js/train/overview.js",
                "/assets/lab/dom.js")) {
            RawHttp.Answer answer = ask("lab.example.org", target, BEARER, "Accept: text/html");
            String served = target.equals("/assets/lab/dom.js")
                    // Goes through at(), which knows its place.
                    ? answer.body().replaceAll("(?:at|link|load|=>)\\(?\\s*['`]/[^'`]*", "")
                    : answer.body();
            assertThat(served).as(target).doesNotContainPattern(fromRoot);
        }
        assertThat(ask("lab.example.org", "/assets/js/train/train.js", BEARER).body())
                .contains("\"/some/lab/setlang/\"", "'/some/lab/train/'");
    }

    @Test
    void theCookieLiesBelowThePathAndGoesThroughTlsOnly() throws IOException {
        RawHttp.Answer login = ask("lab.example.org", "/some/lab/compare?run=a&token=" + TOKEN.value());
        assertThat(login.headers()).containsEntry("location", "/some/lab/compare?run=a");
        assertThat(login.headers().get("set-cookie")).contains("; Path=/some/lab/;", "; Secure", "HttpOnly");
        String cookie = login.headers().get("set-cookie").split(";")[0];
        assertThat(ask("lab.example.org", "/some/lab/runs", "Cookie: " + cookie).status())
                .isEqualTo(200);
        // A proxy that takes the prefix off; the browser must be sent to where it sees the pages.
        assertThat(ask("lab.example.org", "/compare?run=a&token=" + TOKEN.value())
                        .headers())
                .containsEntry("location", "/some/lab/compare?run=a");
        // Without TLS on this machine itself.
        assertThat(ask("127.0.0.1:" + port, "/runs?token=" + TOKEN.value())
                        .headers()
                        .get("set-cookie"))
                .contains("; Path=/;")
                .doesNotContain("Secure");
        assertThat(ask("lab.example.org", "/some/lab/setlang/zh", BEARER)
                        .headers()
                        .get("set-cookie"))
                .contains("Path=/some/lab/;");
    }

    @Test
    void theEntranceIsTheAddressOutside() {
        assertThat(dashboard.entrance()).hasToString("https://lab.example.org/some/lab/?token=" + TOKEN.value());
        assertThat(dashboard.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void aTokenIsNeeded() {
        PublicAddress address = PublicAddress.of("http://lab.example.org:8080");
        assertThatThrownBy(() -> Binding.of("127.0.0.1", 0, Optional.empty(), Optional.of(address)))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("http://lab.example.org:8080/")
                .hasMessageContaining("token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab.example.org",
                "ftp://lab.example.org",
                "https://",
                "https://user@lab.example.org/",
                "https://lab.example.org/?a=b",
                "https://lab.example.org/#x",
                "https://lab.example.org/../x",
                "https://lab.example.org//x",
                "https://lab.example.org/a\"b",
                "https://lab.example.org:99999/",
                "https://lab example.org/",
                "",
            })
    void whatIsNoAddressIsNamed(String text) {
        assertThatThrownBy(() -> PublicAddress.of(text))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void standardPortsAreLeftOut() {
        assertThat(PublicAddress.of("https://a.example:443/x").origin()).isEqualTo("https://a.example");
        assertThat(PublicAddress.of("http://a.example:80").origin()).isEqualTo("http://a.example");
        assertThat(PublicAddress.of("http://[::1]:8080/").origin()).isEqualTo("http://[::1]:8080");
        assertThat(PublicAddress.of("http://a.example:443/").uri()).hasToString("http://a.example:443/");
    }
}
