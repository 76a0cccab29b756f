package org.dl4jlab.ui.training;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.dl4jlab.ui.server.Html;
import org.dl4jlab.ui.server.Language;

/** The page that lists the open training sessions, each with a link to its overview. */
final class SessionList {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private SessionList() {}

    static String html(List<Sessions.Session> sessions, Language language) {
        boolean chinese = language == Language.ZH;
        String title = chinese ? "训练统计" : "Training statistics";
        StringBuilder body = new StringBuilder();
        if (sessions.isEmpty()) {
            body.append("<p>")
                    .append(
                            chinese
                                    ? "尚无训练统计。训练开始后，此页会自动更新。"
                                    : "No training statistics yet. This page refreshes by itself once training begins.")
                    .append("</p>");
        } else {
            body.append("<ul class=\"sessions\">");
            for (Sessions.Session session : sessions) {
                body.append("<li><a href=\"")
                        .append(Html.escape(TrainingPages.path(session.id(), "overview")))
                        .append("\">")
                        .append(Html.escape(session.id()))
                        .append("</a> <time>")
                        .append(TIME.format(Instant.ofEpochMilli(session.startMillis())))
                        .append("</time></li>");
            }
            body.append("</ul>");
        }
        return page(title, "<meta http-equiv=\"refresh\" content=\"10\">", body.toString(), language);
    }

    /** The page of a session whose file cannot be opened now. */
    static String closed(String session, String why, Language language) {
        String run = language == Language.ZH ? "查看此运行的页面" : "To the page of this run";
        return page(
                session,
                "",
                "<p>" + Html.escape(why) + "</p><p><a href=\"/run/" + Html.escape(session) + "\">" + run + "</a></p>",
                language);
    }

    private static String page(String title, String head, String body, Language language) {
        boolean chinese = language == Language.ZH;
        String statistics = chinese ? "训练统计" : "Training statistics";
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                %s
                <title>%s</title>
                <link rel="icon" href="/assets/lab/icon.svg">
                <link rel="stylesheet" href="/assets/lab/lab.css">
                </head>
                <body>
                <header id="bar">
                <a href="/" class="brand"><img src="/assets/lab/icon.svg" alt="" width="24" height="24">dl4j-lab</a>
                <nav><a href="/">%s</a><a href="/draw">%s</a><a href="/train" aria-current="page">%s</a></nav>
                </header>
                <main>
                <h1>%s</h1>
                <div class="card">%s</div>
                </main>
                </body>
                </html>
                """.formatted(
                        chinese ? "zh" : "en",
                        head,
                        Html.escape(title),
                        chinese ? "运行" : "Runs",
                        chinese ? "手写识别" : "Draw",
                        statistics,
                        Html.escape(title),
                        body);
    }
}
