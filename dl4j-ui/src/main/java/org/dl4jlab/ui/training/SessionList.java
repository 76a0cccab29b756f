package org.dl4jlab.ui.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.ui.pages.PageShell;
import org.dl4jlab.ui.server.BasePath;
import org.dl4jlab.ui.server.Html;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/** The page that lists the open training sessions, each with a link to its overview. */
final class SessionList {

    private static final String SCRIPT = "sessions";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final LocalizedText TITLE = new LocalizedText("Training statistics", "训练统计");
    private static final LocalizedText NONE = new LocalizedText(
            "No training statistics yet. This page refreshes by itself once training begins.", "尚无训练统计。训练开始后，此页会自动更新。");
    private static final LocalizedText TO_RUN = new LocalizedText("To the page of this run", "查看此运行的页面");

    private final PageShell shell;

    SessionList(PageShell shell) {
        this.shell = shell;
    }

    /** The names of the sessions, for the page to see whether the list has changed. */
    static ArrayNode json(List<Sessions.Session> sessions) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        sessions.forEach(session -> names.add(session.id()));
        return names;
    }

    String html(List<Sessions.Session> sessions, Language language, BasePath base) {
        StringBuilder body = new StringBuilder();
        if (sessions.isEmpty()) {
            body.append("<p>").append(NONE.in(language)).append("</p>");
        } else {
            body.append("<ul class=\"sessions\">");
            for (Sessions.Session session : sessions) {
                body.append("<li><a href=\"")
                        .append(Html.escape(base.link(TrainingPages.path(session.id(), "overview"))))
                        .append("\">")
                        .append(Html.escape(session.id()))
                        .append("</a> <time>")
                        .append(TIME.format(Instant.ofEpochMilli(session.startMillis())))
                        .append("</time></li>");
            }
            body.append("</ul>");
        }
        return page(TITLE.in(language), body.toString(), language, base);
    }

    /** The page of a session whose file cannot be opened now. */
    String closed(String session, String why, Language language, BasePath base) {
        String link =
                "<p><a href=\"" + Html.escape(base.link("/run/" + session)) + "\">" + TO_RUN.in(language) + "</a></p>";
        return page(session, "<p>" + Html.escape(why) + "</p>" + link, language, base);
    }

    private String page(String title, String body, Language language, BasePath base) {
        String content = "<h1>" + Html.escape(title) + "</h1><div class=\"card\">" + body + "</div>";
        return shell.page(SCRIPT, content, language, base);
    }
}
