package org.dl4jlab.ui.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The usual ways to end a request. */
public final class Responses {

    private static final String FRAME = ErrorPage.class.getName();

    private Responses() {}

    static void frame(RoutingContext context, ErrorPage frame) {
        context.put(FRAME, frame);
    }

    public static void json(RoutingContext context, JsonNode data) {
        context.response().putHeader("content-type", "application/json").end(Html.visible(data.toString()));
    }

    public static void html(RoutingContext context, String html) {
        context.response().putHeader("content-type", "text/html; charset=utf-8").end(html);
    }

    public static void plain(RoutingContext context, String text) {
        context.response()
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(Html.visible(text));
    }

    /** Sends a browser on. @param path of this server */
    public static void redirect(RoutingContext context, String path) {
        context.response()
                .setStatusCode(302)
                .putHeader("location", BasePath.of(context).link(path))
                .end();
    }

    public static void notFound(RoutingContext context, LocalizedText why) {
        error(context, 404, why);
    }

    /** A page for whoever opens the address in a browser, one line of text for everybody else. */
    public static void error(RoutingContext context, int status, LocalizedText why) {
        HttpServerRequest request = context.request();
        Language language = Language.of(request);
        context.response().setStatusCode(status);
        ErrorPage frame = context.get(FRAME);
        if (frame != null && wantsPage(request)) {
            html(context, frame.html(status, why, language, BasePath.of(context)));
        } else {
            plain(context, why.in(language) + "\n");
        }
    }

    private static boolean wantsPage(HttpServerRequest request) {
        String accepted = request.getHeader("accept");
        return accepted != null && accepted.contains("text/html");
    }
}
