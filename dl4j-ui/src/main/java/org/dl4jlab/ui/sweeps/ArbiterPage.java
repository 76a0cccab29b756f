package org.dl4jlab.ui.sweeps;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.arbiter.ui.module.ArbiterModule;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.api.Route;
import org.dl4jlab.ui.pages.PageShell;
import org.dl4jlab.ui.server.BasePath;
import org.dl4jlab.ui.server.DashboardException;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.Responses;
import org.dl4jlab.ui.server.ScriptPolicy;

/**
 * Arbiter's own page under {@code /arbiter/:id}. Its scripts and its data are Arbiter's, with these changes: the old jQuery
 * and jQuery UI with known script injections make way for a current jQuery, only scripts that the page came with may run,
 * and it gets the bar and the colours of our pages.
 */
final class ArbiterPage {

    private static final String PREFIX = "/arbiter/:";

    /** What the page's scripts ask for; nothing else of Arbiter's module is mounted. */
    private static final List<String> DATA =
            List.of("lastUpdate", "summary", "config", "results", "candidateInfo/:number");

    private static final LocalizedText NO_SWEEP =
            new LocalizedText("Arbiter's page has no sweep of this name.", "Arbiter 页面没有这个名称的搜索。");

    private final ArbiterModule module = new ArbiterModule();
    private final ArbiterSweeps sweeps;
    private final PageShell shell;
    private final String template = template();

    /** Arbiter's answers by the last parts of their addresses. Known when the first is asked for. */
    private Map<String, Route> answers;

    ArbiterPage(ArbiterSweeps sweeps, PageShell shell) {
        this.sweeps = sweeps;
        this.shell = shell;
    }

    List<PageRoute> routes() {
        List<PageRoute> routes = new ArrayList<>();
        routes.add(route("/arbiter", this::newest));
        // Compared by the script as it stands, so without a line end.
        routes.add(route("/arbiter/multisession", rc -> Responses.plain(rc, "true")));
        routes.add(route("/arbiter/:id", rc -> ifKnown(rc, id -> show(rc))));
        DATA.forEach(data -> routes.add(route("/arbiter/:id/" + data, rc -> ifKnown(rc, id -> answer(data, id, rc)))));
        return routes;
    }

    private static PageRoute route(String path, Consumer<RoutingContext> handler) {
        return new PageRoute(path, PageRoute.Lane.LAB, handler::accept);
    }

    private void newest(RoutingContext rc) {
        Responses.redirect(rc, sweeps.newest().map(id -> "/arbiter/" + id).orElse("/sweeps"));
    }

    /** Brings the sweep up to date first: each answer then tells how it is now. */
    private void ifKnown(RoutingContext rc, Consumer<String> answer) {
        Optional<String> id = SweepPages.id(rc);
        Optional<StatsStorage> storage = id.flatMap(sweeps::storage);
        if (storage.isEmpty()) {
            Responses.notFound(rc, NO_SWEEP);
            return;
        }
        module.onAttach(storage.get());
        answer.accept(id.get());
    }

    private void answer(String data, String id, RoutingContext rc) {
        List<String> arguments = new ArrayList<>(List.of(id));
        Optional.ofNullable(rc.pathParam("number")).ifPresent(arguments::add);
        route(data).getConsumer().accept(arguments, rc);
    }

    /** Asked late, because Arbiter looks at the running dashboard to know its own addresses. */
    private Route route(String data) {
        if (answers == null) {
            answers = module.getRoutes().stream()
                    .filter(route -> route.getRoute().startsWith(PREFIX))
                    .collect(Collectors.toMap(
                            route -> route.getRoute()
                                    .substring(PREFIX.length())
                                    .replaceFirst("^[^/]*/?", "")
                                    .replaceFirst(":.*", ":number"),
                            Function.identity()));
        }
        return answers.get(data);
    }

    private void show(RoutingContext rc) {
        boolean chinese = Language.of(rc.request()) == Language.ZH;
        String html = BasePath.of(rc)
                .inText(template)
                .replace("<html>", "<!DOCTYPE html>\n<html lang=\"" + (chinese ? "zh" : "en") + "\">")
                .replace("<head>", "<head>\n" + shell.barElement(chinese));
        rc.response().putHeader("content-security-policy", ScriptPolicy.of(html));
        Responses.html(rc, html);
    }

    private static String template() {
        try (InputStream in = ArbiterModule.class.getClassLoader().getResourceAsStream("templates/ArbiterUI.html")) {
            if (in == null) {
                throw new DashboardException("arbiter-ui has no page; is another version of it on the class path?");
            }
            return adapt(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read Arbiter's page", e);
        }
    }

    private static String adapt(String original) {
        return original.substring(original.indexOf("<html>"))
                .replaceFirst("(?s)<style.*?</style>", """
                        <meta charset="utf-8">
                        <meta name="color-scheme" content="light dark">
                        <link rel="icon" href="/assets/lab/icon.svg">
                        <link rel="stylesheet" href="/assets/lab/lab.css">
                        <link rel="stylesheet" href="/assets/lab/arbiter.css">
                        <script type="module" src="/assets/lab/arbiter.js"></script>""")
                // The head with the selection of a session: this dashboard names the session in the address.
                .replaceFirst(
                        "(?s)<table style=\"width: 100%;[^>]*class=\"hd\">.*?</table>", "<header id=\"bar\"></header>")
                .replaceFirst("<div style=\"width: 1200px;[^>]*>", "<div class=\"arbiter\" role=\"main\">")
                // Below the heading that the bar's script adds, without a level between.
                .replace("<h3 ", "<h3 aria-level=\"2\" ")
                .replaceAll("\\s*<link [^>]*/assets/webjars/(?:jquery-ui|bootstrap)/[^>]*>", "")
                .replaceAll("\\s*<script src=\"/assets/webjars/(?:jquery-ui|bootstrap)/[^>]*></script>", "")
                .replace(
                        "<script src=\"/assets/dl4j-ui.js\"></script>",
                        "<script src=\"/assets/dl4j-ui.js\"></script>\n"
                                + "<script src=\"/assets/lab/arbiter-page.js\"></script>")
                .replaceAll(
                        "/assets/webjars/jquery/[0-9.]+/jquery.min.js",
                        "/assets/webjars/jquery/3.7.1/dist/jquery.min.js");
    }
}
