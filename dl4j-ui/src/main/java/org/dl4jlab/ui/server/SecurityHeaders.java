package org.dl4jlab.ui.server;

import io.vertx.core.http.HttpServerResponse;

/** Response headers that every answer carries; a page may replace the content policy by its own. */
public final class SecurityHeaders {

    /** Own scripts and styles only, nothing inline, nothing from elsewhere, no frames. */
    public static final String STRICT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void addTo(HttpServerResponse response) {
        response.putHeader("content-security-policy", STRICT_POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("x-frame-options", "DENY")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("cross-origin-resource-policy", "same-origin")
                .putHeader("cache-control", "no-store");
    }
}
