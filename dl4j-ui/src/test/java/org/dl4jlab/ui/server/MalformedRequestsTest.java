package org.dl4jlab.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.dl4jlab.ui.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends what is no HTTP, or too much of it at once. */
class MalformedRequestsTest {

    private static WebServer server;

    @BeforeAll
    static void start() {
        server = WebServer.start(
                Binding.of("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                Optional.empty(),
                ServerLimits.standard(),
                new WebServer.Content(
                        List.of(new PageRoute("/page", PageRoute.Lane.LAB, rc -> Responses.plain(rc, "here"))),
                        List.of(),
                        (status, why, language, base) -> ""));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /page HTTP/1.1\r\nHost: HOST\r\nContent-Length: -5\r\n\r\n",
                "POST /page HTTP/1.1\r\nHost: HOST\r\nContent-Length: many\r\n\r\n",
                "POST /page HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "GET /page\r\n\r\n",
                "\0\0\0\r\n\r\n\r\n\r\n",
                "GET /page HTTP/9\r\nHost: HOST\r\n\r\n",
                "GET /page HTTP/1.1\r\nHo\0st : HOST\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\nGET /page HTTP/1.1\r\n\r\n",
            })
    void whatIsNoRequestIsRefusedAndLogsNothing(String request) throws IOException {
        try (Errors errors = new Errors()) {
            RawHttp.Answer answer = RawHttp.send(server.port(), request.replace("HOST", "127.0.0.1:" + server.port()));
            assertThat(answer.status()).isIn(400, 421);
            assertThat(RawHttp.get(server.port(), "/page").body()).isEqualTo("here");
            assertThat(errors.text()).isEmpty();
        }
    }

    @Test
    void moreRequestsInOnePieceThanNettyTakesAreClosedAndLogNothing() throws IOException {
        String one = "GET /page HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n";
        try (Errors errors = new Errors()) {
            assertThatThrownBy(() -> RawHttp.send(server.port(), one.repeat(400)))
                    .hasMessageContaining("No HTTP answer");
            assertThat(RawHttp.get(server.port(), "/page").body()).isEqualTo("here");
            assertThat(errors.text()).isEmpty();
        }
    }

    /** What is logged as a warning or an error, by anybody, while it is open. */
    private static final class Errors extends AbstractAppender implements AutoCloseable {

        private final List<String> text = new CopyOnWriteArrayList<>();
        private final Logger root = (Logger) LogManager.getRootLogger();

        Errors() {
            super("errors", null, null, false, Property.EMPTY_ARRAY);
            start();
            root.addAppender(this);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                text.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
            }
        }

        List<String> text() {
            return text;
        }

        @Override
        public void close() {
            root.removeAppender(this);
            stop();
        }
    }
}
