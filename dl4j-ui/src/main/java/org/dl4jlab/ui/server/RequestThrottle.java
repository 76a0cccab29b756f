package org.dl4jlab.ui.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets requests in as fast as {@link CpuBudget} allows, in the order in which they came. Those that wait are as many as
 * there are connections at most. Used by the server's one event loop, so it needs no lock.
 */
final class RequestThrottle {

    /** What is let in at once when time is short; each may cost more than is allowed. */
    private static final int FEW = 2;

    private static final long LONGEST_NAP_MILLIS = 250;

    private final Vertx vertx;
    private final CpuBudget share;
    private final Consumer<HttpServerRequest> inside;
    private final Deque<HttpServerRequest> waiting = new ArrayDeque<>();
    private final Set<HttpServerRequest> working = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean asleep;

    /** @param inside works on a request */
    RequestThrottle(Vertx vertx, CpuBudget share, Consumer<HttpServerRequest> inside) {
        this.vertx = vertx;
        this.share = share;
        this.inside = inside;
    }

    /** A request whose head has come. */
    void enter(HttpServerRequest request) {
        if (waiting.isEmpty() && share.waitMillis() == 0) {
            letIn(request);
            return;
        }
        request.pause();
        waiting.add(request);
        letSomeIn();
    }

    /** It was answered, or its sender has left. */
    void leave(HttpServerRequest request) {
        if (!working.remove(request)) {
            waiting.remove(request);
        }
        letSomeIn();
    }

    private void letIn(HttpServerRequest request) {
        working.add(request);
        inside.accept(request);
    }

    private void letSomeIn() {
        while (!waiting.isEmpty() && !asleep && working.size() < FEW) {
            long wait = share.waitMillis();
            if (wait > 0) {
                asleep = true;
                vertx.setTimer(Math.min(wait, LONGEST_NAP_MILLIS), timer -> {
                    asleep = false;
                    letSomeIn();
                });
                return;
            }
            HttpServerRequest next = waiting.remove();
            letIn(next);
            next.resume();
        }
    }
}
