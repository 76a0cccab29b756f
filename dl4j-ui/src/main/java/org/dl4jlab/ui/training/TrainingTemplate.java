package org.dl4jlab.ui.training;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deeplearning4j.ui.VertxUIServer;
import org.dl4jlab.ui.server.BasePath;
import org.dl4jlab.ui.server.DashboardException;
import org.dl4jlab.ui.server.ScriptPolicy;

/**
 * One of DL4J's three training pages. The template is DL4J's, with these changes:
 *
 * <ul>
 *   <li>scripts that no page calls are left out, among them old jQuery versions with known script injections, and the
 *       remaining jQuery is a current one;
 *   <li>links that were {@code javascript:} addresses are plain ones;
 *   <li>a link back to the list of runs and a style sheet for narrow windows are added;
 *   <li>each page has a heading, a part that is named as the main one, and no name given twice, for readers of the screen.
 * </ul>
 *
 * The content policy names the digest of every script that the page itself carries, so a script that a statistics file
 * smuggles into a page does not run.
 */
final class TrainingTemplate {

    /** @param policy the value of the {@code Content-Security-Policy} header */
    record Page(String html, String policy) {}

    /** Named by the templates, called by none of the pages' scripts. */
    private static final List<String> UNUSED_SCRIPTS = List.of(
            "fullcalendar",
            "excanvas",
            "retinajs",
            "modernizr",
            "chosen",
            "uniform",
            "noty",
            "jquery-raty",
            "imagesloaded",
            "masonry",
            "jquery-knob",
            "jquery.sparkline",
            "jquery-ui",
            "jquery-migrate",
            "jquery/2.2.0",
            "github-com-jboesch-Gritter");

    private final Template template;

    /** @param name the file name of DL4J's template, for example {@code TrainingOverview.html.ftl} */
    TrainingTemplate(String name) {
        try (InputStream in = VertxUIServer.class.getClassLoader().getResourceAsStream("templates/" + name)) {
            if (in == null) {
                throw new DashboardException("deeplearning4j-vertx has no template " + name
                        + "; is another version of it on the class path?");
            }
            String original = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            template = new Template(
                    name, new StringReader(adapt(original)), new Configuration(Configuration.VERSION_2_3_23));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read DL4J's template " + name, e);
        }
    }

    private static String adapt(String original) {
        String unused = UNUSED_SCRIPTS.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        return original.replaceAll("\\s*<script src=\"/assets/webjars/" + unused + "[/.][^\"]*\"></script>", "")
                .replace("/assets/webjars/jquery/3.4.1/", "/assets/webjars/jquery/3.7.1/")
                .replace("href=\"javascript:void(0);\"", "href=\"#\"")
                .replace("<p id=\"hoverdata\">", "<p class=\"hoverdata\">")
                .replace("<div id=\"content\">", "<div id=\"content\" role=\"main\">")
                .replaceFirst("(id=\"content\"[^>]*>)", "$1<h1 class=\"sr-only\">DL4J Training UI</h1>")
                .replace("</head>", "<link rel=\"stylesheet\" href=\"/assets/lab/training.css\">\n    </head>")
                .replace(
                        "<ul class=\"nav\">",
                        "<ul class=\"nav\">\n<li class=\"nav-item\"><a class=\"nav-link\" href=\"/runs\">"
                                + "<i class=\"nav-icon cui-arrow-left\"></i>${lab_runs}</a></li>");
    }

    /**
     * @param messages DL4J's texts of one language, by key, and {@code lab_runs}
     * @param base of the addresses in the page
     */
    Page render(Map<String, String> messages, BasePath base) {
        StringWriter out = new StringWriter();
        try {
            template.process(messages, out);
        } catch (TemplateException | IOException e) {
            throw new IllegalStateException("Cannot render DL4J's template " + template.getName(), e);
        }
        String html = base.inText(out.toString());
        return new Page(html, ScriptPolicy.of(html));
    }
}
