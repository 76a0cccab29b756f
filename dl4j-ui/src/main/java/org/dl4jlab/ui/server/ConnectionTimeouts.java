package org.dl4jlab.ui.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Bounds the time that a connection may take, whoever opened it: it is accepted before anybody knows what it wants. Used by the server's one event loop, so it needs no lock.
 */
final class ConnectionTimeouts {

    private final ServerLimits limits;
    private final Map<HttpConnection, State> open = new IdentityHashMap<>();

    ConnectionTimeouts(ServerLimits limits) {
        this.limits = limits;
    }

    /** Since when a connection waits for a request, or is busy with one. */
    private static final class State {
        private long sinceMillis = now();
        private boolean asked;
        private int answering;
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    void opened(HttpConnection connection) {
        open.put(connection, new State());
        connection.closeHandler(closed -> open.remove(connection));
    }

    /**
     * A request has come.
     *
     * @param ended called once, when it was answered or its sender has left
     */
    void asked(HttpServerRequest request, Runnable ended) {
        State state = open.computeIfAbsent(request.connection(), connection -> new State());
        state.asked = true;
        state.answering++;
        state.sinceMillis = now();
        Runnable once = new Runnable() {
            private boolean done;

            @Override
            public void run() {
                if (!done) {
                    done = true;
                    state.answering--;
                    state.sinceMillis = now();
                    ended.run();
                }
            }
        };
        request.response().endHandler(end -> once.run());
        request.response().closeHandler(gone -> once.run());
    }

    /** Closes what has taken too long. To be called about once a second, or more often with shorter limits. */
    void closeOverdue() {
        long now = now();
        for (HttpConnection connection : new ArrayList<>(open.keySet())) {
            State state = open.get(connection);
            long limit = !state.asked
                    ? limits.firstRequestMillis()
                    : state.answering > 0 ? limits.answerMillis() : limits.idleMillis();
            if (now - state.sinceMillis > limit) {
                open.remove(connection);
                connection.close();
            }
        }
    }
}
