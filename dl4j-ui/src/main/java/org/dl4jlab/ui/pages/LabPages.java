package org.dl4jlab.ui.pages;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dl4jlab.ui.run.EncodedImage;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.Responses;

/**
 * Mounts our pages over a catalogue of runs: {@code /runs} (leaderboard), {@code /run/:id}, {@code /compare}, and under
 * {@code /api/} the data that their scripts ask for.
 */
public final class LabPages {

    private static final LocalizedText NO_RUN = new LocalizedText("There is no run of this name.", "没有这个名称的运行。");
    private static final LocalizedText NO_REPORT = new LocalizedText("This run has no report.", "此运行没有报告。");
    private static final LocalizedText NO_PICTURE = new LocalizedText("There is no such picture.", "没有这张图片。");

    private final RunCatalogue runs;

    private final PageShell shell;

    public LabPages(RunCatalogue runs, PageShell shell) {
        this.runs = runs;
        this.shell = shell;
    }

    public List<PageRoute> routes() {
        return List.of(
                route("/", this::home),
                route("/runs", rc -> shell.send("leaderboard", rc)),
                route("/run/:id", rc -> known(rc, run -> shell.send("run", rc))),
                route("/compare", rc -> shell.send("compare", rc)),
                route("/api/runs", rc -> Responses.json(rc, RunJson.leaderboard(runs.runs()))),
                route(
                        "/api/runs/:id",
                        rc -> known(
                                rc,
                                run -> Responses.json(
                                        rc,
                                        RunJson.details(
                                                run,
                                                runs.statisticsFile(
                                                                run.summary().id())
                                                        .isPresent(),
                                                runs.hasReport(run.summary().id()),
                                                Language.of(rc.request()))))),
                route("/run/:id/report", this::report),
                route(
                        "/api/unreadable",
                        rc -> Responses.json(rc, RunJson.texts(runs.unreadable(), Language.of(rc.request())))),
                route("/api/runs/:id/pictures/:picture", this::picture));
    }

    private static PageRoute route(String path, Consumer<RoutingContext> handler) {
        return new PageRoute(path, PageRoute.Lane.LAB, handler::accept);
    }

    private void home(RoutingContext rc) {
        // Without a catalogue there are only DL4J's statistics to look at.
        String target = runs.runs().isEmpty() ? "/train" : "/runs";
        Responses.redirect(rc, target);
    }

    private void known(RoutingContext rc, Consumer<RunDetails> page) {
        Optional<RunDetails> run = id(rc, "id").flatMap(runs::run);
        Optional<LocalizedText> odd = id(rc, "id").map(id -> runs.unreadable().get(id));
        if (run.isPresent()) {
            page.accept(run.get());
        } else if (odd.isPresent()) {
            Responses.error(rc, 422, new LocalizedText("This run cannot be read: %s.", "无法读取此运行：%s。").with(odd.get()));
        } else {
            Responses.notFound(rc, NO_RUN);
        }
    }

    private static Optional<String> id(RoutingContext rc, String parameter) {
        return Optional.ofNullable(rc.pathParam(parameter)).filter(AddressName::isValid);
    }

    /** In a sandbox: styles and pictures of its own, no scripts, and none of what this dashboard's pages may do. */
    private void report(RoutingContext rc) {
        Optional<byte[]> page = id(rc, "id").flatMap(runs::report);
        if (page.isEmpty()) {
            Responses.notFound(rc, NO_REPORT);
            return;
        }
        rc.response()
                .putHeader(
                        "content-security-policy",
                        "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                                + " frame-ancestors 'none'")
                .putHeader("content-type", "text/html; charset=utf-8")
                .end(Buffer.buffer(page.get()));
    }

    private void picture(RoutingContext rc) {
        Optional<EncodedImage> picture =
                id(rc, "id").flatMap(run -> id(rc, "picture").flatMap(name -> runs.picture(run, name)));
        if (picture.isEmpty()) {
            Responses.notFound(rc, NO_PICTURE);
            return;
        }
        rc.response()
                .putHeader("content-type", picture.get().format().mediaType())
                // A run's pictures are drawn once, but a run of the same name may be repeated.
                .putHeader("cache-control", "private, max-age=60")
                .end(Buffer.buffer(picture.get().content()));
    }
}
