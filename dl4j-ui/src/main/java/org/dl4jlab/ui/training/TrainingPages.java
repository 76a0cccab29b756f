package org.dl4jlab.ui.training;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.api.Route;
import org.deeplearning4j.ui.i18n.I18NProvider;
import org.deeplearning4j.ui.module.train.TrainModule;
import org.dl4jlab.ui.pages.PageShell;
import org.dl4jlab.ui.server.BasePath;
import org.dl4jlab.ui.server.Cookies;
import org.dl4jlab.ui.server.DashboardException;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.Responses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mounts DL4J's training pages: {@code /train} lists the sessions, {@code /train/:sessionId/overview}, {@code /model} and
 * {@code /system} show one, {@code /train/overview} and its siblings lead to the newest one.
 *
 * <p>Only these addresses of DL4J's module are reachable; what it keeps once for everybody (language, worker) is set from
 * the viewer's cookies before each answer.
 */
public final class TrainingPages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingPages.class);

    private static final LocalizedText NOT_DRAWN = new LocalizedText(
            "DL4J's page cannot draw the statistics of this run: a record lacks what it needs.",
            "DL4J 的页面无法绘制此运行的统计：某条记录缺少所需内容。");
    private static final LocalizedText NO_LAYER = new LocalizedText("There is no such layer.", "没有这一层。");
    private static final LocalizedText NO_SESSION =
            new LocalizedText("There is no training session of this name.", "没有这个名称的训练记录。");

    private static final String SESSION = "/train/:sessionId/";

    /** The addresses of DL4J's module that are asked by its pages' scripts. Nothing else of it is mounted. */
    private static final Set<String> DATA = Set.of(
            SESSION + "overview/data",
            SESSION + "model/graph",
            SESSION + "model/data/:layerId",
            SESSION + "system/data",
            SESSION + "info",
            "/train/sessions/lastUpdate/:sessionId");

    private static final String SET_WORKER = "/train/workers/setByIdx/:to";
    private static final String WORKER_COOKIE = "worker";

    private final Map<String, TrainingTemplate> templates = new LinkedHashMap<>();
    private final Sessions sessions;
    private final EmbeddedUiServer server;
    private final List<PageRoute> routes = new ArrayList<>();
    private final Route setWorker;
    private final OverviewTimes times;
    private final SessionList list;

    /**
     * @param shell frame of the pages that are not DL4J's
     * @param finder opens the storage of a session that is not attached yet, when somebody asks for it
     * @param address the web server's, asked only after it listens
     * @param stop ends the whole dashboard
     * @throws DashboardException when DL4J's registry already holds a running dashboard
     */
    public TrainingPages(
            PageShell shell, Function<String, Optional<StatsStorage>> finder, Supplier<URI> address, Runnable stop) {
        if (EmbeddedUiServer.isTaken()) {
            throw new DashboardException(
                    "A dashboard already runs in this program; close it before another is started.");
        }
        list = new SessionList(shell);
        TrainModule module = new TrainModule();
        sessions = new Sessions(List.of(module), finder);
        times = new OverviewTimes(sessions);
        server = EmbeddedUiServer.install(sessions, address, stop);
        templates.put("overview", new TrainingTemplate("TrainingOverview.html.ftl"));
        templates.put("model", new TrainingTemplate("TrainingModel.html.ftl"));
        templates.put("system", new TrainingTemplate("TrainingSystem.html.ftl"));

        List<Route> stock = module.getRoutes();
        setWorker = stock.stream()
                .filter(r -> r.getRoute().equals(SET_WORKER))
                .findFirst()
                .orElseThrow();
        mountPages();
        stock.stream().filter(r -> DATA.contains(r.getRoute())).forEach(this::mountData);
    }

    private void mountPages() {
        mount("/train", this::list);
        mount("/train/", this::list);
        mount("/api/sessions", rc -> Responses.json(rc, SessionList.json(sessions.open())));
        // Compared by the script as it stands, so without a line end.
        mount("/train/multisession", rc -> Responses.plain(rc, "true"));
        mount("/setlang/:to", rc -> setLanguage(rc.pathParam("to"), rc));
        mount("/setlang/:sessionId/:to", rc -> setLanguage(rc.pathParam("to"), rc));
        mount(SET_WORKER, TrainingPages::keepWorker);
        for (String page : templates.keySet()) {
            mount("/train/" + page, rc -> newest(page, rc));
        }
        mount("/train/:sessionId", rc -> ifKnown(rc, id -> redirect(rc, id, "overview")));
        templates.forEach((page, template) -> mount(SESSION + page, rc -> ifKnown(rc, id -> show(template, rc))));
    }

    private void mount(String path, Consumer<RoutingContext> handler) {
        routes.add(new PageRoute(path, PageRoute.Lane.TRAINING, handler::accept));
    }

    private void mountData(Route route) {
        mount(
                route.getRoute(),
                rc -> ifKnown(rc, id -> {
                    I18NProvider.getInstance(id)
                            .setDefaultLanguage(Language.of(rc.request()).code());
                    CapturedResponse.of(setWorker, List.of(worker(rc.request())));
                    String answer;
                    try {
                        answer = CapturedResponse.of(route, arguments(route, rc));
                    } catch (NumberFormatException | IndexOutOfBoundsException e) {
                        // A layer is named by its number, from 0 to that of the last.
                        Responses.notFound(rc, NO_LAYER);
                        return;
                    } catch (RuntimeException e) {
                        // DL4J takes it for granted that every record has all that its page draws.
                        LOG.debug("DL4J cannot draw {}", rc.request().path(), e);
                        Responses.error(rc, 422, NOT_DRAWN);
                        return;
                    }
                    if (route.getRoute().endsWith("/overview/data")) {
                        answer = times.fillIn(answer, id);
                    }
                    rc.response()
                            .putHeader(
                                    "content-type",
                                    answer.startsWith("{") ? "application/json" : "text/plain; charset=utf-8")
                            .end(answer);
                }));
    }

    private static List<String> arguments(Route route, RoutingContext rc) {
        return Arrays.stream(route.getRoute().split("/"))
                .filter(part -> part.startsWith(":"))
                .map(part -> rc.pathParam(part.substring(1)))
                .collect(Collectors.toList());
    }

    private void ifKnown(RoutingContext rc, Consumer<String> page) {
        String id = rc.pathParam("sessionId");
        boolean known;
        try {
            known = sessions.exists(id);
        } catch (DashboardException e) {
            // The run is known, its file cannot be opened now; the message says why.
            rc.response().setStatusCode(409);
            if (rc.request().path().endsWith("/data")) {
                Responses.plain(rc, e.getMessage() + "\n");
            } else {
                Responses.html(rc, list.closed(id, e.getMessage(), Language.of(rc.request()), BasePath.of(rc)));
            }
            return;
        }
        if (known) {
            page.accept(id);
        } else {
            Responses.notFound(rc, NO_SESSION);
        }
    }

    private static void show(TrainingTemplate template, RoutingContext rc) {
        Language language = Language.of(rc.request());
        Map<String, String> messages = new HashMap<>(I18NProvider.getInstance().getMessages(language.code()));
        messages.put("lab_runs", language == Language.ZH ? "所有运行" : "All runs");
        TrainingTemplate.Page page = template.render(messages, BasePath.of(rc));
        html(rc, page.policy(), page.html());
    }

    private void newest(String page, RoutingContext rc) {
        Optional<Sessions.Session> session = sessions.open().stream().findFirst();
        if (session.isPresent()) {
            redirect(rc, session.get().id(), page);
        } else {
            list(rc);
        }
    }

    private void list(RoutingContext rc) {
        Responses.html(rc, list.html(sessions.open(), Language.of(rc.request()), BasePath.of(rc)));
    }

    private static void html(RoutingContext rc, String policy, String html) {
        rc.response().putHeader("content-security-policy", policy);
        Responses.html(rc, html);
    }

    /** The address of a session's page; {@code page} is overview, model or system. */
    public static String path(String sessionId, String page) {
        return "/train/" + URLEncoder.encode(sessionId, StandardCharsets.UTF_8).replace("+", "%20") + "/" + page;
    }

    private static void redirect(RoutingContext rc, String sessionId, String page) {
        Responses.redirect(rc, path(sessionId, page));
    }

    private static void setLanguage(String code, RoutingContext rc) {
        Optional<Language> language = Language.ofCode(code);
        if (language.isEmpty()) {
            String known = Stream.of(Language.values()).map(Language::code).collect(Collectors.joining(", "));
            Responses.notFound(rc, new LocalizedText("The pages speak " + known + ".", "页面支持的语言：" + known + "。"));
            return;
        }
        rc.response()
                .putHeader("set-cookie", language.get().cookie(BasePath.of(rc)))
                .end();
    }

    private static void keepWorker(RoutingContext rc) {
        String index = rc.pathParam("to");
        if (index.matches("\\d{1,4}")) {
            rc.response()
                    .putHeader(
                            "set-cookie",
                            WORKER_COOKIE + "=" + index + "; Path="
                                    + BasePath.of(rc).link("/train") + "; SameSite=Strict")
                    .end();
        } else {
            rc.fail(404);
        }
    }

    private static String worker(HttpServerRequest request) {
        return Cookies.values(request, WORKER_COOKIE).stream()
                .filter(value -> value.matches("\\d{1,4}"))
                .findFirst()
                .orElse("0");
    }

    public List<PageRoute> routes() {
        return List.copyOf(routes);
    }

    public Sessions sessions() {
        return sessions;
    }

    /** Frees DL4J's registry and ends the thread that carries news to the pages. Storages stay open. */
    @Override
    public void close() {
        try {
            sessions.close();
        } finally {
            server.uninstall();
        }
    }
}
