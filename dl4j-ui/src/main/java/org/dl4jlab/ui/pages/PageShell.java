package org.dl4jlab.ui.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.ui.server.BasePath;
import org.dl4jlab.ui.server.ErrorPage;
import org.dl4jlab.ui.server.Html;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.dl4jlab.ui.server.Responses;

/**
 * The frame of our pages. It holds no data: its script asks for them and puts them into the page as text, never as HTML, so
 * nothing that a run's name or log holds can become a tag.
 */
public final class PageShell implements ErrorPage {

    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="%1$s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>dl4j-lab</title>
            %4$s
            <link rel="icon" href="%5$s/assets/lab/icon.svg">
            <link rel="stylesheet" href="%5$s/assets/webjars/uplot/1.6.30/dist/uPlot.min.css">
            <link rel="stylesheet" href="%5$s/assets/lab/lab.css">
            <script type="module" src="%5$s/assets/lab/%2$s.js"></script>
            </head>
            <body>
            <header id="bar"></header>
            <main id="page" aria-live="off">%6$s</main>
            <noscript><p class="notice">%3$s</p></noscript>
            </body>
            </html>
            """;

    private final List<Section> sections;

    /** @param sections that the bar on top leads to, besides our own pages */
    public PageShell(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /** @param script the module under {@code /assets/lab/} that fills the page */
    public void send(String script, RoutingContext rc) {
        Responses.html(rc, page(script, "", Language.of(rc.request()), BasePath.of(rc)));
    }

    /**
     * A page whose content is made here and not by its script.
     *
     * @param script the module under {@code /assets/lab/} that adds the bar on top
     * @param content HTML, all foreign text in it escaped
     */
    public String page(String script, String content, Language language, BasePath base) {
        boolean chinese = language == Language.ZH;
        String noScript = chinese ? "本页面需要 JavaScript。" : "These pages need JavaScript.";
        return String.format(
                Locale.ROOT,
                HTML,
                chinese ? "zh" : "en",
                script,
                noScript,
                barElement(chinese),
                base.prefix(),
                content);
    }

    @Override
    public String html(int status, LocalizedText why, Language language, BasePath base) {
        String title = status == 404
                ? new LocalizedText("Not found", "未找到").in(language)
                : new LocalizedText("Error " + status, "错误 " + status).in(language);
        String content = "<h1>" + Html.escape(title) + "</h1><div class=\"card\"><p>" + Html.escape(why.in(language))
                + "</p></div>";
        return page("error", content, language, base);
    }

    /** The {@code <meta>} element from which a page's script makes the bar on top. */
    public String barElement(boolean chinese) {
        return "<meta name=\"sections\" content=\"" + Html.escape(bar(chinese)) + "\">";
    }

    private String bar(boolean chinese) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (Section section : sections) {
            entries.addObject()
                    .put("name", section.name())
                    .put("path", section.path())
                    .put("title", chinese ? section.chinese() : section.english());
        }
        return entries.toString();
    }
}
