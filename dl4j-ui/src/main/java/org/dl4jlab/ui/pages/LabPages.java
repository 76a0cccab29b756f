package org.dl4jlab.ui.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dl4jlab.ui.run.Picture;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.PageRoute;

/**
 * Mounts our pages over a catalogue of runs: {@code /runs} (leaderboard), {@code /run/:id}, {@code /compare}, and under
 * {@code /api/} the data that their scripts ask for.
 */
public final class LabPages {

    /** What may name a run or a picture; anything else is not even looked up. */
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
                route("/api/runs", rc -> json(rc, RunJson.leaderboard(runs.runs()))),
                route(
                        "/api/runs/:id",
                        rc -> known(
                                rc,
                                run -> json(
                                        rc,
                                        RunJson.details(
                                                run,
                                                runs.statisticsFile(
                                                                run.summary().id())
                                                        .isPresent())))),
                route("/api/runs/:id/pictures/:picture", this::picture));
    }

    private static PageRoute route(String path, Consumer<RoutingContext> handler) {
        return new PageRoute(path, PageRoute.Lane.LAB, handler::accept);
    }

    private void home(RoutingContext rc) {
        // Without a catalogue there are only DL4J's statistics to look at.
        String target = runs.runs().isEmpty() ? "/train" : "/runs";
        rc.response().setStatusCode(302).putHeader("location", target).end();
    }

    private void known(RoutingContext rc, Consumer<RunDetails> page) {
        Optional<RunDetails> run = id(rc, "id").flatMap(runs::run);
        if (run.isPresent()) {
            page.accept(run.get());
        } else {
            notFound(rc, "There is no run of this name.");
        }
    }

    private static Optional<String> id(RoutingContext rc, String parameter) {
        return Optional.ofNullable(rc.pathParam(parameter)).filter(AddressName::isValid);
    }

    private void picture(RoutingContext rc) {
        Optional<Picture> picture =
                id(rc, "id").flatMap(run -> id(rc, "picture").flatMap(name -> runs.picture(run, name)));
        if (picture.isEmpty()) {
            notFound(rc, "There is no such picture.");
            return;
        }
        rc.response()
                .putHeader("content-type", picture.get().format().mediaType())
                // A run's pictures are drawn once, but a run of the same name may be repeated.
                .putHeader("cache-control", "private, max-age=60")
                .end(Buffer.buffer(picture.get().content()));
    }

    private static void json(RoutingContext rc, JsonNode data) {
        rc.response().putHeader("content-type", "application/json").end(data.toString());
    }

    private static void notFound(RoutingContext rc, String text) {
        rc.response()
                .setStatusCode(404)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(text + "\n");
    }
}
