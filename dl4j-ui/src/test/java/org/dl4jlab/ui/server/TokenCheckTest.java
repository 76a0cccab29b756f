package org.dl4jlab.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.dl4jlab.ui.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The access token on a running server: the ways to show it, and what guessing brings. */
class TokenCheckTest {

    private static final AccessToken TOKEN = AccessToken.of("a-token-of-enough-length");

    private WebServer server;
    private int port;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final AbstractAppender appender = new AbstractAppender("test", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            log.add(event.getMessage().getFormattedMessage());
        }
    };

    @BeforeEach
    void start() {
        appender.start();
        ((Logger) LogManager.getLogger(TokenGuessLimiter.class)).addAppender(appender);
        server = WebServer.start(
                Binding.of("127.0.0.1", 0, Optional.of(TOKEN), Optional.empty()),
                Optional.of(TOKEN),
                ServerLimits.standard(),
                new WebServer.Content(
                        List.of(new PageRoute("/page", PageRoute.Lane.LAB, rc -> Responses.plain(rc, "here"))),
                        List.of(),
                        (status, why, language, base) -> ""));
        port = server.port();
    }

    @AfterEach
    void stop() {
        server.close();
        ((Logger) LogManager.getLogger(TokenGuessLimiter.class)).removeAppender(appender);
    }

    private String cookie() throws IOException {
        return RawHttp.get(port, "/page?token=" + TOKEN.value())
                .headers()
                .get("set-cookie")
                .split(";")[0];
    }

    private int status(String target, String... headers) throws IOException {
        return RawHttp.get(port, target, headers).status();
    }

    @Test
    void theCookieIsNotTheTokenAndBelongsToOneAddress() throws IOException {
        String cookie = cookie();
        assertThat(cookie).doesNotContain(TOKEN.value()).matches("dashboard-\\d+=[A-Za-z0-9_-]{43}");
        assertThat(status("/page", "Cookie: " + cookie)).isEqualTo(200);
        String value = cookie.substring(cookie.indexOf('=') + 1);
        // What another server on this host has seen is no token, and no cookie of another port.
        assertThat(status("/page?token=" + value)).isEqualTo(401);
        assertThat(status("/page", "Authorization: Bearer " + value)).isEqualTo(401);
        assertThat(status("/page", "Cookie: dashboard-" + port + "=" + TOKEN.value()))
                .isEqualTo(401);
        String elsewhere = "GET /page HTTP/1.1\r\nHost: 127.0.0.1:1\r\nCookie: dashboard-1=" + value
                + "\r\nConnection: close\r\n\r\n";
        assertThat(RawHttp.send(port, elsewhere).status()).isEqualTo(401);
    }

    @Test
    void aWrongCookieBesideTheRightOneDoesNoHarm() throws IOException {
        String right = cookie();
        String name = right.substring(0, right.indexOf('='));
        for (String header : List.of(
                "Cookie: " + name + "=wrong; " + right,
                "Cookie: " + right + "; " + name + "=wrong",
                "Cookie: " + name + "=wrong\r\nCookie: " + right,
                "Cookie: bad name=x; " + right + "; other",
                "Cookie: " + name + "=; ;;=; " + right)) {
            assertThat(status("/page", header)).as(header).isEqualTo(200);
        }
    }

    @Test
    void aProgramShowsTheTokenWithEachRequest() throws IOException {
        assertThat(status("/page", "Authorization: Bearer " + TOKEN.value())).isEqualTo(200);
        assertThat(status("/page", "authorization: bearer  " + TOKEN.value())).isEqualTo(200);
        RawHttp.Answer refused = RawHttp.get(port, "/page", "Authorization: Basic YTpi");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer");
        for (String header : List.of(
                "Authorization: Bearer",
                "Authorization: Bearer x",
                "Authorization: " + TOKEN.value(),
                "Authorization: Bearer " + TOKEN.value() + "\r\nAuthorization: Bearer x")) {
            assertThat(status("/page", header)).as(header).isEqualTo(401);
        }
    }

    @Test
    void theRestOfTheQueryIsKept() throws IOException {
        String token = "token=" + TOKEN.value();
        for (String[] pair : new String[][] {
            {"/compare?run=a&" + token + "&run=b%20c", "/compare?run=a&run=b%20c"},
            {"/compare?" + token + "&run=a", "/compare?run=a"},
            {"/compare?run=a&" + token, "/compare?run=a"},
            {"/compare?run=a&%74oken=" + TOKEN.value(), "/compare?run=a"},
            {"/compare?" + token, "/compare"},
            {"/?" + token, "/"},
            {"/compare?&&" + token + "&", "/compare"},
        }) {
            assertThat(RawHttp.get(port, pair[0]).headers()).as(pair[0]).containsEntry("location", pair[1]);
        }
    }

    @Test
    void guessesAreSlowedAndLoggedAndHinderNobodyElse() throws IOException {
        String cookie = cookie();
        long start = System.nanoTime();
        int looked = 0;
        int slowed = 0;
        for (int i = 0; i < 200; i++) {
            String guess = "a-token-of-enough-%06d".formatted(i);
            int status =
                    i % 2 == 0 ? status("/page?token=" + guess) : status("/page", "Authorization: Bearer " + guess);
            looked += status == 401 ? 1 : 0;
            slowed += status == 429 ? 1 : 0;
        }
        // Not even the right one is looked at now, or a fast guesser would learn it.
        List<Integer> right = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            right.add(status("/page?token=" + TOKEN.value()));
        }
        assertThat(right).as("one in a second may be looked at").contains(429);
        assertThat(looked + slowed).isEqualTo(200);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(looked).as("ten at once and one per second").isBetween(10, 11 + (int) seconds);
        assertThat(log).anySatisfy(line -> assertThat(line).contains("wrong access token", "127.0.0.1"));
        assertThat(status("/page", "Cookie: " + cookie)).isEqualTo(200);
        assertThat(status("/page?token=x", "Cookie: " + cookie)).isEqualTo(200);
    }

    @Test
    void guessedCookiesAreSlowedTooAndDoNotLockTheTokenOut() throws IOException {
        int slowed = 0;
        for (int i = 0; i < 100; i++) {
            slowed += status("/page", "Cookie: dashboard-" + port + "=" + i) == 429 ? 1 : 0;
        }
        assertThat(slowed).isGreaterThan(60);
        assertThat(status("/page?token=" + TOKEN.value())).isEqualTo(302);
    }

    @Test
    void afterAWhileGuessesAreLookedAtAgain() {
        AtomicLong clock = new AtomicLong();
        TokenGuessLimiter wrong = new TokenGuessLimiter("access token", clock::get);
        for (int i = 0; i < 10; i++) {
            assertThat(wrong.mayGuess("a")).isTrue();
            wrong.refused("a");
        }
        assertThat(wrong.mayGuess("a")).isFalse();
        assertThat(wrong.mayGuess("b")).isTrue();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1100));
        assertThat(wrong.mayGuess("a")).isTrue();
        // Many addresses together are slowed as well.
        for (int i = 0; i < 60; i++) {
            wrong.refused("address " + i);
        }
        assertThat(wrong.mayGuess("c")).isFalse();
        wrong.report();
        assertThat(log).hasSize(1);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(11));
        wrong.report();
        assertThat(log).hasSize(2);
        assertThat(log.get(1)).contains("69 request(s)");
    }
}
