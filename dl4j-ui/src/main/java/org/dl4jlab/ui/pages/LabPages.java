package org.dl4jlab.ui.pages;

import java.util.List;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.server.PageRoute;

/** Mounts our pages over a catalogue of runs. */
public final class LabPages {

    private final RunCatalogue runs;

    public LabPages(RunCatalogue runs) {
        this.runs = runs;
    }

    public List<PageRoute> routes() {
        return List.of(new PageRoute(
                "/",
                PageRoute.Lane.LAB,
                rc -> rc.response()
                        .setStatusCode(302)
                        .putHeader("location", runs.runs().isEmpty() ? "/train" : "/runs")
                        .end()));
    }
}
