package org.dl4jlab.ui.sweeps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dl4jlab.ui.pages.PageShell;
import org.dl4jlab.ui.pages.Section;
import org.dl4jlab.ui.server.PageRoute;

/** {@code /sweeps} lists all sweeps, {@code /sweep/:id} shows one. */
public final class SweepPages {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /** The page brings its style and needs nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final SweepCatalogue sweeps;
    private final List<Section> others;

    private SweepPages(SweepCatalogue sweeps, List<Section> others) {
        this.sweeps = sweeps;
        this.others = others;
    }

    /** @param others sections that are shown in the bar of these pages too */
    public static Section section(SweepCatalogue sweeps, List<Section> others) {
        return new SweepPages(sweeps, others).section();
    }

    private Section section() {
        List<PageRoute> routes = List.of(
                new PageRoute("/sweeps", PageRoute.Lane.LAB, rc -> shell().send("sweeps", rc)),
                new PageRoute("/sweep/:id", PageRoute.Lane.LAB, this::one),
                new PageRoute(
                        "/api/sweeps",
                        PageRoute.Lane.LAB,
                        rc -> rc.response()
                                .putHeader("content-type", "application/json")
                                .end(list().toString())));
        return new Section("sweeps", "/sweeps", "Sweeps", "超参数搜索", routes);
    }

    private PageShell shell() {
        List<Section> bar = new java.util.ArrayList<>(List.of(section()));
        bar.addAll(others);
        return new PageShell(bar);
    }

    private ArrayNode list() {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (SweepSummary sweep : sweeps.sweeps()) {
            ObjectNode row = rows.addObject()
                    .put("id", sweep.id())
                    .put("space", sweep.space())
                    .put("search", sweep.search())
                    .put("state", sweep.state().name())
                    .put("candidates", sweep.candidates())
                    .put("limit", sweep.limit())
                    .put("started", sweep.started().toEpochMilli());
            number(row, "validationAccuracy", sweep.validationAccuracy());
            number(row, "testAccuracy", sweep.testAccuracy());
        }
        return rows;
    }

    private static void number(ObjectNode row, String name, Optional<Double> value) {
        value.ifPresentOrElse(v -> row.put(name, v), () -> row.putNull(name));
    }

    private void one(RoutingContext rc) {
        Optional<String> page = Optional.ofNullable(rc.pathParam("id"))
                .filter(id -> ID.matcher(id).matches())
                .flatMap(sweeps::page);
        if (page.isEmpty()) {
            rc.response()
                    .setStatusCode(404)
                    .putHeader("content-type", "text/plain; charset=utf-8")
                    .end("There is no sweep of this name.\n");
            return;
        }
        rc.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-security-policy", POLICY)
                .end(page.get());
    }
}
