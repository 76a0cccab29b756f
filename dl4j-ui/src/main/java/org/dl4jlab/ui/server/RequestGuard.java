package org.dl4jlab.ui.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
 *   <li>requests without the access token (401), where one is set; see {@link TokenCheck}.
 * </ul>
 */
final class RequestGuard {

    private static final LocalizedText NO_PATH =
            new LocalizedText("The address must be a path on this server.", "地址必须是本服务器上的路径。");
    private static final LocalizedText OTHER_HOST = new LocalizedText(
            "This dashboard does not answer for the host name in the request. Behind a proxy it must be started with the address"
                    + " that browsers use.",
            "本面板不响应请求中的主机名。若位于代理之后，启动时须指定浏览器使用的地址。");
    private static final LocalizedText ONLY_GET = new LocalizedText("Only GET is answered.", "只响应 GET 请求。");
    private static final LocalizedText NO_BODY =
            new LocalizedText("Requests with a body are not answered.", "不响应带有内容的请求。");
    private static final LocalizedText NO_SOCKETS =
            new LocalizedText("There are no web sockets here.", "此处没有 WebSocket。");
    private static final LocalizedText OTHER_SITE =
            new LocalizedText("Another site asked for this; open the dashboard directly.", "该请求来自其他网站；请直接打开面板。");
    private static final LocalizedText OTHER_PAGE =
            new LocalizedText("Images are taken from the dashboard's own page only.", "只接受来自面板自身页面的图像。");
    private static final LocalizedText NO_LENGTH =
            new LocalizedText("The length of the body must be told.", "必须说明内容的长度。");

    /** Refused even as a click from elsewhere: they change what the viewer sees. */
    private static final Set<String> CHANGING = Set.of("/setlang/", "/train/workers/");

    private final Binding binding;
    private final Optional<TokenCheck> token;
    private final List<UploadRoute> uploads;

    RequestGuard(Binding binding, Optional<TokenCheck> token, List<UploadRoute> uploads) {
        this.binding = binding;
        this.token = token;
        this.uploads = List.copyOf(uploads);
    }

    /**
     * Answers the request itself when it is refused.
     *
     * @return whether the request may go on to the pages
     */
    boolean admits(HttpServerRequest request) {
        SecurityHeaders.addTo(request.response());
        String uri = request.uri();
        if (uri == null || !uri.startsWith("/")) {
            return refuse(request, 400, NO_PATH);
        }
        if (!binding.isAskedFor(request.host())
                || request.headers().getAll("host").size() > 1) {
            return refuse(request, 421, OTHER_HOST);
        }
        Optional<UploadRoute> upload = upload(request);
        if (request.method() != HttpMethod.GET && upload.isEmpty()) {
            request.response().putHeader("allow", "GET");
            return refuse(request, 405, ONLY_GET);
        }
        if (upload.isPresent()) {
            if (!isOwnUpload(request, upload.get())) {
                return false;
            }
        } else if (hasBody(request)) {
            return refuse(request, 413, NO_BODY);
        }
        if (request.headers().contains("upgrade", "websocket", true)) {
            return refuse(request, 400, NO_SOCKETS);
        }
        Optional<String> path = decodedPath(uri);
        if (path.isEmpty()) {
            return refuse(request, 400, NO_PATH);
        }
        if (!comesFromHere(request, binding.base().local(path.get()))) {
            return refuse(request, 403, OTHER_SITE);
        }
        return token.isEmpty() || token.get().admits(request);
    }

    /** The upload that a POST asks for, or nothing when it is no POST or its address takes nothing. */
    Optional<UploadRoute> upload(HttpServerRequest request) {
        if (request.method() != HttpMethod.POST) {
            return Optional.empty();
        }
        return decodedPath(request.uri())
                // A query or a second spelling of the address is not needed, so it is not understood.
                .filter(path -> path.equals(request.uri()))
                .map(binding.base()::local)
                .flatMap(path ->
                        uploads.stream().filter(route -> route.takes(path)).findFirst());
    }

    private static boolean isOwnUpload(HttpServerRequest request, UploadRoute route) {
        String site = request.getHeader("sec-fetch-site");
        if (!isProgram(request)
                && (request.getHeader("origin") == null || site != null && !site.equals("same-origin"))) {
            // Whether the origin is ours is asked of every request later on.
            return refuse(request, 403, OTHER_PAGE);
        }
        String type = request.getHeader("content-type");
        if (type == null || !route.mediaTypes().contains(type.trim().toLowerCase(Locale.ROOT))) {
            String types = route.mediaTypes().stream().sorted().collect(Collectors.joining(", "));
            return refuse(
                    request,
                    415,
                    new LocalizedText(
                            "The body must be of one of these types: " + types + ".", "请求内容必须是以下类型之一：" + types + "。"));
        }
        List<String> lengths = request.headers().getAll("content-length");
        if (lengths.size() != 1 || request.headers().contains("transfer-encoding")) {
            return refuse(request, 411, NO_LENGTH);
        }
        if (!lengths.get(0).matches("\\d{1,9}") || Integer.parseInt(lengths.get(0)) > route.maxBytes()) {
            return refuse(
                    request,
                    413,
                    new LocalizedText(
                            "At most " + route.maxBytes() + " bytes are taken.", "最多接受 " + route.maxBytes() + " 字节。"));
        }
        return true;
    }

    /** What shows a token of its own accord is no page of another site: those cannot set this header. */
    private static boolean isProgram(HttpServerRequest request) {
        return request.getHeader("authorization") != null
                && request.getHeader("origin") == null
                && request.getHeader("sec-fetch-site") == null;
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

    private boolean comesFromHere(HttpServerRequest request, String path) {
        List<String> origins = request.headers().getAll("origin");
        if (!origins.stream().allMatch(origin -> binding.isOwnOrigin(origin, request.host()))) {
            return false;
        }
        String site = request.getHeader("sec-fetch-site");
        if (site == null || site.equals("same-origin") || site.equals("none")) {
            return true;
        }
        return "navigate".equals(request.getHeader("sec-fetch-mode"))
                && "document".equals(request.getHeader("sec-fetch-dest"))
                && CHANGING.stream().noneMatch(path::startsWith);
    }

    static boolean refuse(HttpServerRequest request, int status, LocalizedText why) {
        HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader("content-type", "text/plain; charset=utf-8");
        // Closing at once spares reading a body, or waiting for another protocol, that nobody wants.
        response.putHeader("connection", "close");
        response.end(
                why.in(Language.of(request)) + "\n",
                done -> request.connection().close());
        return false;
    }
}
