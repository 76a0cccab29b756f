package org.dl4jlab.ui.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Asks for the access token. It comes once as {@code ?token=…}: the browser is sent on to the same address without it and
 * keeps a cookie that scripts cannot read. A program sends {@code Authorization: Bearer …} with each request.
 */
final class TokenCheck {

    private static final String PARAMETER = "token";
    private static final String BEARER = "bearer ";

    private static final LocalizedText NEEDED = new LocalizedText(
            "An access token is needed: open the address that was printed at the start.", "需要访问令牌：请打开程序启动时显示的地址。");
    private static final LocalizedText TOO_MANY = new LocalizedText(
            "Too many wrong access tokens came from here; wait a minute and try again.", "来自此处的错误访问令牌过多，请稍后再试。");

    private final AccessToken token;
    private final Binding binding;
    private final TokenGuessLimiter wrongTokens;
    private final TokenGuessLimiter wrongCookies;

    /** @param clock in nanoseconds */
    TokenCheck(AccessToken token, Binding binding, LongSupplier clock) {
        this.token = token;
        this.binding = binding;
        this.wrongTokens = new TokenGuessLimiter("access token", clock);
        this.wrongCookies = new TokenGuessLimiter("cookie", clock);
    }

    /** Whether the request shows the token; answers the request itself when it does not, or has just logged in. */
    boolean admits(HttpServerRequest request) {
        String authority = request.host();
        String cookieName =
                "dashboard" + port(authority).map(port -> "-" + port).orElse("");
        List<String> cookies = Cookies.values(request, cookieName);
        boolean known = cookies.stream().anyMatch(value -> AccessToken.equal(value, token.cookie(authority)));
        List<String> asked = new QueryStringDecoder(request.uri()).parameters().getOrDefault(PARAMETER, List.of());
        List<String> borne = bearer(request);
        String from = request.remoteAddress() == null
                ? "an unknown address"
                : request.remoteAddress().host();
        if (!asked.isEmpty() || !borne.isEmpty()) {
            if (!wrongTokens.mayGuess(from)) {
                wrongTokens.refused(from);
                return known || tooMany(request);
            }
            if (borne.size() == 1 && token.matches(borne.get(0))) {
                return true;
            }
            if (asked.size() == 1 && token.matches(asked.get(0))) {
                logIn(request, cookieName, authority);
                return false;
            }
            wrongTokens.refused(from);
        } else if (!known && !cookies.isEmpty()) {
            // Counted apart: a page left open with an old cookie must not use up what its user may try.
            boolean slowly = wrongCookies.mayGuess(from);
            wrongCookies.refused(from);
            if (!slowly) {
                return tooMany(request);
            }
        }
        if (known) {
            return true;
        }
        request.response().putHeader("www-authenticate", "Bearer");
        return RequestGuard.refuse(request, 401, NEEDED);
    }

    /** To be called now and then: tells what was refused in the meantime. */
    void report() {
        wrongTokens.report();
        wrongCookies.report();
    }

    private static boolean tooMany(HttpServerRequest request) {
        request.response().putHeader("retry-after", "60");
        return RequestGuard.refuse(request, 429, TOO_MANY);
    }

    private static List<String> bearer(HttpServerRequest request) {
        return request.headers().getAll("authorization").stream()
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .toList();
    }

    private void logIn(HttpServerRequest request, String cookieName, String authority) {
        Optional<PublicAddress> outside = binding.publicAddress().filter(p -> binding.isPublic(authority));
        // Lax, not Strict: a link with the token that is clicked in a mail must arrive. The guard refuses what other
        // sites'
        // scripts ask for by itself.
        String cookie = cookieName + "=" + token.cookie(authority) + "; Path="
                + outside.map(PublicAddress::path).orElse("") + "/; HttpOnly; SameSite=Lax"
                + (outside.filter(PublicAddress::secure).isPresent() ? "; Secure" : "");
        request.response()
                .putHeader("set-cookie", cookie)
                .putHeader("location", withoutToken(request.uri()))
                .setStatusCode(302)
                .end();
    }

    /** The same address, its query less the token. */
    private String withoutToken(String uri) {
        int mark = uri.indexOf('?');
        BasePath base = binding.base();
        String path = base.link(base.local(uri.substring(0, mark)));
        List<String> rest =
                new ArrayList<>(Arrays.asList(uri.substring(mark + 1).split("&")));
        rest.removeIf(pair -> pair.isEmpty()
                || new QueryStringDecoder("?" + pair).parameters().containsKey(PARAMETER));
        return rest.isEmpty() ? path : path + rest.stream().collect(Collectors.joining("&", "?", ""));
    }

    private static Optional<String> port(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? Optional.of(authority.substring(colon + 1)) : Optional.empty();
    }
}
