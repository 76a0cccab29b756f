package org.dl4jlab.ui.server;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * A GET address and what answers it.
 *
 * @param path in Vert.x notation, for example {@code /runs/:id}
 * @param lane which worker thread runs the handler; pages of one lane never run at the same time
 * @param handler may block; it must end the response
 */
public record PageRoute(String path, Lane lane, Handler<RoutingContext> handler) {

    /** One worker thread each, so that a slow page of one kind does not hold up the other kind. */
    public enum Lane {
        /** DL4J's pages: their language is global, so only one may be rendered at a time. */
        TRAINING,
        /** Our own pages. */
        LAB
    }

    public PageRoute {
        Objects.requireNonNull(path);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(handler);
    }
}
