package org.dl4jlab.ui.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Start time and total run time for DL4J's overview page, whose own answer always leaves them empty. */
final class OverviewTimes {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final ObjectMapper mapper = new ObjectMapper();
    private final Sessions sessions;

    OverviewTimes(Sessions sessions) {
        this.sessions = sessions;
    }

    /** @param answer the page's data, whose first two rows of {@code perf} are start and run time */
    String fillIn(String answer, String sessionId) {
        try {
            JsonNode data = mapper.readTree(answer);
            JsonNode rows = data.path("perf");
            sessions.span(sessionId).ifPresent(span -> {
                if (rows.path(0) instanceof ArrayNode start && rows.path(1) instanceof ArrayNode runtime) {
                    start.set(1, TextNode.valueOf(TIME.format(Instant.ofEpochMilli(span.startMillis()))));
                    runtime.set(1, TextNode.valueOf(text(Duration.ofMillis(span.endMillis() - span.startMillis()))));
                }
            });
            return mapper.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            // Without the two times the page is what it was.
            return answer;
        }
    }

    private static String text(Duration d) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart());
    }
}
