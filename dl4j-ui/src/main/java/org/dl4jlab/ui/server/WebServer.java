package org.dl4jlab.ui.server;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server on one address that answers only what {@link RequestGuard} admits. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    static {
        // Vert.x 3 would log through java.util.logging, beside the program's own logger.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.setProperty("vertx.disableDnsResolver", "true");
        // An upgrade to HTTP/2 without TLS would leave the guard's checks of HTTP/1.1 behind; no browser asks for one.
        System.setProperty("vertx.disableH2c", "true");
    }

    private final Vertx vertx;
    private final Binding binding;
    private final HttpServer server;
    private final Optional<AccessToken> token;

    private WebServer(Vertx vertx, Binding binding, HttpServer server, Optional<AccessToken> token) {
        this.vertx = vertx;
        this.binding = binding;
        this.server = server;
        this.token = token;
    }

    /**
     * Listens and returns once connections are accepted.
     *
     * @throws DashboardException when the port is taken or the address cannot be listened on; nothing is left running
     */
    public static WebServer start(
            Binding binding, Optional<AccessToken> token, List<PageRoute> routes, List<UploadRoute> uploadRoutes) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // Pages of long runs take a second or two; the default would log a stack trace each time.
                .setBlockedThreadCheckInterval(60_000)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                    .setHost(binding.bindAddress())
                    .setPort(binding.port())
                    .setMaxInitialLineLength(4096)
                    .setMaxHeaderSize(16384)
                    .setIdleTimeout(60)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setCompressionSupported(true));
            Router router = router(vertx, routes);
            RequestGuard guard = new RequestGuard(binding, token, uploadRoutes);
            Uploads uploads = new Uploads(vertx);
            server.requestHandler(request -> {
                if (guard.admits(request, server.actualPort())) {
                    guard.upload(request)
                            .ifPresentOrElse(route -> uploads.receive(request, route), () -> router.handle(request));
                }
            });
            WebServer.<HttpServer>await(server::listen);
            return new WebServer(vertx, binding, server, token);
        } catch (CompletionException e) {
            closeQuietly(vertx);
            throw cannotListen(binding, e.getCause());
        } catch (RuntimeException e) {
            closeQuietly(vertx);
            throw e;
        }
    }

    private static DashboardException cannotListen(Binding binding, Throwable cause) {
        String place = binding.host() + ":" + binding.port();
        if (cause instanceof BindException
                && cause.getMessage() != null
                && cause.getMessage().contains("in use")) {
            return new DashboardException(
                    "Port " + binding.port() + " on " + binding.host() + " is already in use by another program (or"
                            + " another dashboard). Choose another port, or 0 to have a free one chosen.",
                    cause);
        }
        return new DashboardException("The dashboard cannot listen on " + place + ": " + cause.getMessage(), cause);
    }

    private static Router router(Vertx vertx, List<PageRoute> routes) {
        Router router = Router.router(vertx);
        Assets assets = new Assets();
        String prefix = "/assets/";
        router.getWithRegex("/assets/.*")
                .handler(rc -> assets.send(rc.request().path().substring(prefix.length()), rc.response()));
        router.get("/favicon.ico").handler(rc -> assets.send("lab/icon.svg", rc.response()));
        Map<PageRoute.Lane, WorkerExecutor> lanes = new EnumMap<>(PageRoute.Lane.class);
        for (PageRoute.Lane lane : PageRoute.Lane.values()) {
            lanes.put(
                    lane,
                    vertx.createSharedWorkerExecutor("dashboard-" + lane.name().toLowerCase(java.util.Locale.ROOT), 1));
        }
        for (PageRoute route : routes) {
            router.get(route.path()).handler(rc -> run(lanes.get(route.lane()), route.handler(), rc));
        }
        router.route().failureHandler(WebServer::fail);
        router.route()
                .handler(rc -> rc.response()
                        .setStatusCode(404)
                        .putHeader("content-type", "text/plain; charset=utf-8")
                        .end("There is no such page.\n"));
        return router;
    }

    private static void run(WorkerExecutor lane, Handler<RoutingContext> handler, RoutingContext context) {
        lane.<Void>executeBlocking(
                promise -> {
                    if (!context.response().closed()) {
                        handler.handle(context);
                    }
                    promise.complete();
                },
                false,
                result -> {
                    if (result.failed()) {
                        context.fail(result.cause());
                    }
                });
    }

    private static void fail(RoutingContext context) {
        if (context.failure() != null) {
            LOG.warn("The page {} failed", context.request().path(), context.failure());
        }
        if (context.response().ended() || context.response().headWritten()) {
            context.request().connection().close();
            return;
        }
        int status = context.statusCode() >= 400 ? context.statusCode() : 500;
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(status == 500 ? "This page failed; the program's log says why.\n" : "Error " + status + ".\n");
    }

    /** Where the server listens, without the token: {@code http://127.0.0.1:9000/}. */
    public URI address() {
        return URI.create("http://" + binding.linkHost() + ":" + server.actualPort() + "/");
    }

    /** The address to open first; it holds the token where one is set. */
    public URI entrance() {
        return token.map(t -> address().resolve("?token=" + t.value())).orElseGet(this::address);
    }

    public int port() {
        return server.actualPort();
    }

    /** Stops listening, ends open connections and stops all threads. */
    @Override
    public void close() {
        closeQuietly(vertx);
    }

    private static void closeQuietly(Vertx vertx) {
        try {
            WebServer.<Void>await(vertx::close);
        } catch (CompletionException e) {
            LOG.warn("The dashboard's server did not stop cleanly", e.getCause());
        }
    }

    private static <T> void await(java.util.function.Consumer<Handler<AsyncResult<T>>> operation) {
        CompletableFuture<T> future = new CompletableFuture<>();
        operation.accept(result -> {
            if (result.succeeded()) {
                future.complete(result.result());
            } else {
                future.completeExceptionally(result.cause());
            }
        });
        future.join();
    }
}
