package org.dl4jlab.ui.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides before any page code runs whether a request is answered. It refuses
 *
 * <ul>
 *   <li>everything but GET (405) and every GET that carries a body (413): the dashboard takes nothing in, save at the
 *       few addresses of an {@link UploadRoute}. There a POST must come from a page of this very server ({@code Origin},
 *       403), tell its length (411) within the limit (413), and be of a type that no form of another site can send (415);
 *   <li>a {@code Host} that is not ours (421), which ends DNS rebinding;
 *   <li>requests that another site's page makes (403), told by {@code Sec-Fetch-Site} and {@code Origin}; only a
 *       click that opens a page in its own tab may come from elsewhere;
 *   <li>paths that step out of their folder, in any spelling (400);
 *   <li>requests without the access token (401), where one is set. The token may come once as {@code ?token=…}; the
 *       browser is then sent on to the same address without it and keeps it in a cookie that scripts cannot read.
 * </ul>
 */
final class RequestGuard {

    private static final String TOKEN_PARAMETER = "token";
    /** Refused even as a click from elsewhere: they change what the viewer sees. */
    private static final Set<String> CHANGING = Set.of("/setlang/", "/train/workers/");

    private final Binding binding;
    private final Optional<AccessToken> token;
    private final List<UploadRoute> uploads;

    RequestGuard(Binding binding, Optional<AccessToken> token, List<UploadRoute> uploads) {
        this.binding = binding;
        this.token = token;
        this.uploads = List.copyOf(uploads);
    }

    /**
     * Answers the request itself when it is refused.
     *
     * @return whether the request may go on to the pages
     */
    boolean admits(HttpServerRequest request, int listeningPort) {
        SecurityHeaders.addTo(request.response());
        String uri = request.uri();
        if (uri == null || !uri.startsWith("/")) {
            return refuse(request, 400, "The address must be a path on this server.");
        }
        if (!binding.isAskedFor(request.host(), listeningPort)
                || request.headers().getAll("host").size() > 1) {
            return refuse(request, 421, "This dashboard does not answer for the host name in the request.");
        }
        Optional<UploadRoute> upload = upload(request);
        if (request.method() != HttpMethod.GET && upload.isEmpty()) {
            request.response().putHeader("allow", "GET");
            return refuse(request, 405, "Only GET is answered.");
        }
        if (upload.isPresent()) {
            if (!isOwnUpload(request, upload.get())) {
                return false;
            }
        } else if (hasBody(request)) {
            return refuse(request, 413, "Requests with a body are not answered.");
        }
        if (request.headers().contains("upgrade", "websocket", true)) {
            return refuse(request, 400, "There are no web sockets here.");
        }
        Optional<String> path = decodedPath(uri);
        if (path.isEmpty()) {
            return refuse(request, 400, "The path is not valid.");
        }
        if (!comesFromHere(request, path.get(), listeningPort)) {
            return refuse(request, 403, "Another site asked for this; open the dashboard directly.");
        }
        return token.isEmpty() || showsToken(request, token.get(), listeningPort);
    }

    /** The upload that a POST asks for, or nothing when it is no POST or its address takes nothing. */
    Optional<UploadRoute> upload(HttpServerRequest request) {
        if (request.method() != HttpMethod.POST) {
            return Optional.empty();
        }
        return decodedPath(request.uri())
                // A query or a second spelling of the address is not needed, so it is not understood.
                .filter(path -> path.equals(request.uri()))
                .flatMap(path ->
                        uploads.stream().filter(route -> route.takes(path)).findFirst());
    }

    private static boolean isOwnUpload(HttpServerRequest request, UploadRoute route) {
        String site = request.getHeader("sec-fetch-site");
        if (request.getHeader("origin") == null || site != null && !site.equals("same-origin")) {
            // Whether the origin is ours is asked of every request later on.
            return refuse(request, 403, "Images are taken from the dashboard's own page only.");
        }
        String type = request.getHeader("content-type");
        if (type == null || !route.mediaTypes().contains(type.trim().toLowerCase(Locale.ROOT))) {
            return refuse(request, 415, "The body must be of one of these types: " + route.mediaTypes() + ".");
        }
        List<String> lengths = request.headers().getAll("content-length");
        if (lengths.size() != 1 || request.headers().contains("transfer-encoding")) {
            return refuse(request, 411, "The length of the body must be told.");
        }
        if (!lengths.get(0).matches("\\d{1,9}") || Integer.parseInt(lengths.get(0)) > route.maxBytes()) {
            return refuse(request, 413, "At most " + route.maxBytes() + " bytes are taken.");
        }
        return true;
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return request.headers().contains("transfer-encoding")
                || length != null && !length.trim().equals("0");
    }

    /** The path after one decoding, or nothing when it could mean another place than it seems to. */
    static Optional<String> decodedPath(String uri) {
        int end = uri.indexOf('?');
        String raw = end < 0 ? uri : uri.substring(0, end);
        if (raw.indexOf('#') >= 0 || raw.indexOf(';') >= 0) {
            return Optional.empty();
        }
        String lower = raw.toLowerCase(Locale.ROOT);
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("%25")) {
            return Optional.empty();
        }
        String path;
        try {
            path = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean strange = path.chars().anyMatch(c -> c == '\\' || c == 0xFFFD || Character.isISOControl(c));
        boolean steps = List.of(path.split("/", -1)).stream().anyMatch(s -> s.equals("..") || s.equals("."));
        return strange || steps || path.contains("//") ? Optional.empty() : Optional.of(path);
    }

    private boolean comesFromHere(HttpServerRequest request, String path, int listeningPort) {
        String origin = request.getHeader("origin");
        if (origin != null) {
            String scheme = "http://";
            if (!origin.startsWith(scheme) || !binding.isAskedFor(origin.substring(scheme.length()), listeningPort)) {
                return false;
            }
        }
        String site = request.getHeader("sec-fetch-site");
        if (site == null || site.equals("same-origin") || site.equals("none")) {
            return true;
        }
        return "navigate".equals(request.getHeader("sec-fetch-mode"))
                && "document".equals(request.getHeader("sec-fetch-dest"))
                && CHANGING.stream().noneMatch(path::startsWith);
    }

    private static boolean showsToken(HttpServerRequest request, AccessToken token, int listeningPort) {
        // Cookies are shared by all ports of a host, so the name holds the port.
        String cookieName = "dashboard-" + listeningPort;
        QueryStringDecoder query = new QueryStringDecoder(request.uri());
        List<String> given = query.parameters().get(TOKEN_PARAMETER);
        if (given != null && given.size() == 1 && token.matches(given.get(0))) {
            // Lax, not Strict: a link with the token that is clicked in a mail must arrive. The guard refuses
            // what other sites' scripts ask for by itself.
            request.response()
                    .putHeader("set-cookie", cookieName + "=" + token.value() + "; Path=/; HttpOnly; SameSite=Lax")
                    .putHeader("location", query.rawPath())
                    .setStatusCode(302)
                    .end();
            return false;
        }
        if (cookies(request).stream().anyMatch(c -> c.name().equals(cookieName) && token.matches(c.value()))) {
            return true;
        }
        return refuse(request, 401, "An access token is needed: open the address that was printed at the start.");
    }

    private static Set<Cookie> cookies(HttpServerRequest request) {
        String header = request.getHeader("cookie");
        return header == null ? Set.of() : ServerCookieDecoder.STRICT.decode(header);
    }

    static boolean refuse(HttpServerRequest request, int status, String why) {
        HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader("content-type", "text/plain; charset=utf-8");
        // Closing at once spares reading a body, or waiting for another protocol, that nobody wants.
        response.putHeader("connection", "close");
        response.end(why + "\n", done -> request.connection().close());
        return false;
    }
}
