package org.dl4jlab.ui.sweeps;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dl4jlab.ui.pages.PageShell;
import org.dl4jlab.ui.pages.Section;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.Responses;

/**
 * The pages of sweeps: {@code /sweeps} (the list), {@code /sweep/:id}, Arbiter's own page under {@code /arbiter/:id}, and
 * under {@code /api/sweeps} the data that the first two ask for.
 */
public final class SweepPages {

    private static final LocalizedText NO_SWEEP = new LocalizedText("There is no sweep of this name.", "没有这个名称的搜索。");

    private final SweepCatalogue sweeps;

    private SweepPages(SweepCatalogue sweeps) {
        this.sweeps = sweeps;
    }

    /** @param arbiter supplies Arbiter's own page */
    public static Section section(SweepCatalogue sweeps, ArbiterSweeps arbiter) {
        return new Section("sweeps", "/sweeps", "Sweeps", "超参数搜索", shell -> {
            List<PageRoute> routes = new ArrayList<>(new SweepPages(sweeps).routes(shell));
            routes.addAll(new ArbiterPage(arbiter, shell).routes());
            return routes;
        });
    }

    private List<PageRoute> routes(PageShell shell) {
        return List.of(
                route("/sweeps", rc -> shell.send("sweeps", rc)),
                route("/sweep/:id", rc -> known(rc, sweeps::sweep, sweep -> shell.send("sweep", rc))),
                route(
                        "/api/unreadable-sweeps",
                        rc -> Responses.json(rc, SweepJson.texts(sweeps.unreadable(), Language.of(rc.request())))),
                route("/api/sweeps", rc -> Responses.json(rc, SweepJson.list(sweeps.sweeps()))),
                route(
                        "/api/sweeps/:id",
                        rc -> known(rc, sweeps::sweep, sweep -> Responses.json(rc, SweepJson.details(sweep)))),
                route(
                        "/api/sweeps/:id/importance",
                        rc -> known(rc, sweeps::importance, all -> Responses.json(rc, SweepJson.importance(all)))));
    }

    private static PageRoute route(String path, Consumer<RoutingContext> handler) {
        return new PageRoute(path, PageRoute.Lane.LAB, handler::accept);
    }

    /** The sweep's name in the address, if it may be one. */
    static Optional<String> id(RoutingContext rc) {
        return Optional.ofNullable(rc.pathParam("id")).filter(AddressName::isValid);
    }

    private <T> void known(RoutingContext rc, Function<String, Optional<T>> lookup, Consumer<T> answer) {
        Optional<T> found = id(rc).flatMap(lookup);
        Optional<LocalizedText> odd = id(rc).map(id -> sweeps.unreadable().get(id));
        if (found.isPresent()) {
            answer.accept(found.get());
        } else if (odd.isPresent()) {
            Responses.error(
                    rc, 422, new LocalizedText("This sweep cannot be read: %s.", "无法读取此搜索：%s。").with(odd.get()));
        } else {
            Responses.notFound(rc, NO_SWEEP);
        }
    }
}
