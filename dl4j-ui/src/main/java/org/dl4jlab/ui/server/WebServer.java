package org.dl4jlab.ui.server;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxFactoryImpl;
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

    /** Connections that are overdue are looked for this often, or four times within a shorter limit. */
    private static final long LOOK_MILLIS = 1000;

    private static final LocalizedText NO_PAGE = new LocalizedText("There is no such page.", "没有这个页面。");
    private static final LocalizedText PAGE_FAILED =
            new LocalizedText("This page failed; the program's log says why.", "此页面出错，原因见程序日志。");

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
     * What a server answers.
     *
     * @param pages by GET
     * @param uploads by POST
     * @param errors makes the page for an address that cannot be shown
     */
    public record Content(List<PageRoute> pages, List<UploadRoute> uploads, ErrorPage errors) {}

    /**
     * Listens and returns once connections are accepted.
     *
     * @throws DashboardException when the port is taken or the address cannot be listened on; nothing is left running
     * @throws IllegalStateException if the program did not call {@link VertxProperties#configure()}
     */
    public static WebServer start(Binding binding, Optional<AccessToken> token, ServerLimits limits, Content content) {
        VertxProperties.require();
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // Pages of long runs take a second or two; the default would log a stack trace each time.
                .setBlockedThreadCheckInterval(60_000)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
        Vertx vertx = new VertxFactoryImpl().vertx(options, new BoundedTransport(limits.connections()));
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                    .setHost(binding.bindAddress())
                    .setPort(binding.port())
                    .setMaxInitialLineLength(4096)
                    .setMaxHeaderSize(16384)
                    .setIdleTimeout(60)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setCompressionSupported(true));
            answer(server, vertx, binding, token, limits, content);
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

    /** Puts the parts together through which a request goes: its connection, its turn, the guard, and the page. */
    private static void answer(
            HttpServer server,
            Vertx vertx,
            Binding binding,
            Optional<AccessToken> token,
            ServerLimits limits,
            Content content) {
        CpuBudget.Threads threads = new CpuBudget.Threads();
        vertx.runOnContext(now -> threads.addCurrent());
        BasePath base = binding.base();
        Router router = router(vertx, base, content, threads);
        Optional<TokenCheck> check = token.map(secret -> new TokenCheck(secret, binding, System::nanoTime));
        RequestGuard guard = new RequestGuard(binding, check, content.uploads());
        Uploads uploads = new Uploads(vertx, base, threads::addCurrent);
        ConnectionTimeouts connections = new ConnectionTimeouts(limits);
        CpuBudget share = new CpuBudget(limits, threads, System::nanoTime);
        RequestThrottle turnstile = new RequestThrottle(vertx, share, request -> {
            if (guard.admits(request)) {
                guard.upload(request)
                        .ifPresentOrElse(route -> uploads.receive(request, route), () -> router.handle(request));
            }
        });
        server.connectionHandler(connection -> {
            MalformedRequests.refuseOn(connection);
            connections.opened(connection);
        });
        server.requestHandler(request -> {
            connections.asked(request, () -> turnstile.leave(request));
            turnstile.enter(request);
        });
        long look = Math.max(10, Math.min(LOOK_MILLIS, Math.min(limits.firstRequestMillis(), limits.idleMillis()) / 4));
        vertx.setPeriodic(look, timer -> {
            connections.closeOverdue();
            check.ifPresent(TokenCheck::report);
        });
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

    private static Router router(Vertx vertx, BasePath base, Content content, CpuBudget.Threads threads) {
        Router pages = Router.router(vertx);
        Assets assets = new Assets(base);
        pages.getWithRegex("/assets/(?<name>.*)").handler(rc -> assets.send(rc.pathParam("name"), rc));
        pages.get("/favicon.ico").handler(rc -> assets.send("lab/icon.svg", rc));
        Map<PageRoute.Lane, WorkerExecutor> lanes = new EnumMap<>(PageRoute.Lane.class);
        for (PageRoute.Lane lane : PageRoute.Lane.values()) {
            lanes.put(
                    lane,
                    vertx.createSharedWorkerExecutor("dashboard-" + lane.name().toLowerCase(java.util.Locale.ROOT), 1));
        }
        for (PageRoute route : content.pages()) {
            pages.get(route.path()).handler(rc -> run(lanes.get(route.lane()), threads, route.handler(), rc));
        }
        Router router = Router.router(vertx);
        router.route().handler(rc -> {
            base.putInto(rc);
            Responses.frame(rc, content.errors());
            rc.next();
        });
        if (!base.prefix().isEmpty()) {
            router.mountSubRouter(base.prefix(), pages);
        }
        router.mountSubRouter("/", pages);
        router.route().failureHandler(WebServer::fail);
        router.route().handler(rc -> Responses.notFound(rc, NO_PAGE));
        return router;
    }

    private static void run(
            WorkerExecutor lane, CpuBudget.Threads threads, Handler<RoutingContext> handler, RoutingContext context) {
        lane.<Void>executeBlocking(
                promise -> {
                    threads.addCurrent();
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
        Responses.error(
                context,
                status,
                status == 404
                        ? NO_PAGE
                        : status == 500
                                ? PAGE_FAILED
                                : new LocalizedText("Error " + status + ".", "错误 " + status + "。"));
    }

    /** Where the server listens, without the token: {@code http://127.0.0.1:9000/}. */
    public URI address() {
        return URI.create("http://" + binding.linkHost() + ":" + server.actualPort() + "/");
    }

    /** The address to open first: that for browsers outside where there is one, with the token where one is set. */
    public URI entrance() {
        URI first = binding.publicAddress().map(PublicAddress::uri).orElseGet(this::address);
        return token.map(t -> first.resolve("?token=" + t.value())).orElse(first);
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
