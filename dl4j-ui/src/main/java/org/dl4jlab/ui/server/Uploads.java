package org.dl4jlab.ui.server;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the bodies that {@link RequestGuard} let through: a few at a time, each within seconds, in memory only. Used by
 * the server's one event loop, so its counter needs no lock.
 */
final class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    /** Bodies that are received or worked on at one time; with their greatest length this bounds the memory. */
    static final int AT_ONCE = 4;
    /** A whole body must have come within this time, however slowly it is sent. */
    static final long RECEIVE_MILLIS = 10_000;

    private static final LocalizedText BUSY =
            new LocalizedText("Too many images at once; try again in a second.", "同时提交的图像过多，请稍后再试。");
    private static final LocalizedText TOO_LONG = new LocalizedText("The body is longer than it said.", "内容超过声明的长度。");
    private static final LocalizedText TOO_SLOW = new LocalizedText("The image did not come in time.", "图像未能及时传完。");

    private static final long MILLIS_BETWEEN_LOOKS = 200;

    private final Vertx vertx;
    private final BasePath base;
    private final Runnable onWorker;
    private final WorkerExecutor worker;
    private int open;

    /** @param onWorker called on each thread that works, before it does */
    Uploads(Vertx vertx, BasePath base, Runnable onWorker) {
        this.vertx = vertx;
        this.base = base;
        this.onWorker = onWorker;
        this.worker = vertx.createSharedWorkerExecutor("dashboard-uploads", 1);
    }

    void receive(HttpServerRequest request, UploadRoute route) {
        if (open >= AT_ONCE) {
            request.response().putHeader("retry-after", "1");
            RequestGuard.refuse(request, 429, BUSY);
            return;
        }
        open++;
        new Upload(request, route).begin();
    }

    /** One body on its way. */
    private final class Upload {

        private final HttpServerRequest request;
        private final UploadRoute route;
        private final Buffer body = Buffer.buffer();
        private final long timer;
        private boolean ended;

        /** The thread that works for this upload; null while none does. Guarded by this object's monitor. */
        private Thread working;

        Upload(HttpServerRequest request, UploadRoute route) {
            this.request = request;
            this.route = route;
            this.timer = vertx.setTimer(RECEIVE_MILLIS, id -> tooSlow());
        }

        void begin() {
            request.handler(this::take);
            request.endHandler(nothing -> work());
            request.exceptionHandler(e -> end());
            if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
                request.response().writeContinue();
            }
        }

        private void take(Buffer part) {
            // The length in the header was checked, and HTTP/1.1 gives no more than that; HTTP/2 might.
            if (body.length() + part.length() > route.maxBytes()) {
                end();
                RequestGuard.refuse(request, 413, TOO_LONG);
                return;
            }
            body.appendBuffer(part);
        }

        private void tooSlow() {
            end();
            RequestGuard.refuse(request, 408, TOO_SLOW);
        }

        private void work() {
            if (ended) {
                return;
            }
            vertx.cancelTimer(timer);
            // The response has one handler of its end, which counts connections.
            long look = vertx.setPeriodic(MILLIS_BETWEEN_LOOKS, id -> {
                if (abandoned()) {
                    stopWork();
                }
            });
            worker.<Optional<UploadRoute.Answer>>executeBlocking(
                    promise -> {
                        onWorker.run();
                        // Whoever left while others were answered gets no work done, nor does who leaves meanwhile.
                        setWorking(Thread.currentThread());
                        try {
                            promise.complete(abandoned() ? Optional.empty() : Optional.of(handle()));
                        } finally {
                            setWorking(null);
                            Thread.interrupted();
                        }
                    },
                    true,
                    done -> {
                        vertx.cancelTimer(look);
                        end();
                        if (done.failed()) {
                            LOG.warn("An image could not be answered", done.cause());
                            answer(new UploadRoute.Answer(500, "{\"error\":\"failed\"}"));
                        } else {
                            done.result().ifPresent(this::answer);
                        }
                    });
        }

        private synchronized void setWorking(Thread thread) {
            working = thread;
        }

        private synchronized void stopWork() {
            if (working != null) {
                working.interrupt();
            }
        }

        private UploadRoute.Answer handle() {
            return route.handler().answer(route.name(base.local(request.path())), body.getBytes());
        }

        private boolean abandoned() {
            return request.response().closed();
        }

        private void answer(UploadRoute.Answer answer) {
            HttpServerResponse response = request.response();
            if (!response.closed() && !response.ended()) {
                response.setStatusCode(answer.status())
                        .putHeader("content-type", "application/json")
                        .end(Html.visible(answer.json()));
            }
        }

        private void end() {
            if (!ended) {
                ended = true;
                open--;
                vertx.cancelTimer(timer);
            }
        }
    }
}
