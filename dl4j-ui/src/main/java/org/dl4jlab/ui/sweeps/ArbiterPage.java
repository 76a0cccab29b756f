package org.dl4jlab.ui.sweeps;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.ui.module.ArbiterModule;
import org.deeplearning4j.ui.api.UIModule;
import org.dl4jlab.ui.pages.Section;
import org.dl4jlab.ui.server.DashboardException;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.ScriptPolicy;

/**
 * Arbiter's own page under {@code /arbiter/<session>}. The stock module would send it from a file, as a page whose old
 * jQuery UI has known script injections; here it goes without that library, with a current jQuery, and under a content
 * policy. Its data come from the stock module.
 */
public final class ArbiterPage {

    private final String html = adapted();

    /** The module that answers the page's questions for data; hand it to the dashboard together with the section. */
    public static UIModule module() {
        return new ArbiterModule();
    }

    /** @param session names the session to show when none is named; null answers "not found" */
    public static Section section(Supplier<String> session) {
        ArbiterPage page = new ArbiterPage();
        return new Section(
                "arbiter",
                "/arbiter",
                "Arbiter",
                "Arbiter",
                List.of(
                        new PageRoute("/arbiter", PageRoute.Lane.TRAINING, rc -> newest(rc, session.get())),
                        new PageRoute(
                                "/arbiter/multisession",
                                PageRoute.Lane.TRAINING,
                                rc -> rc.response()
                                        .putHeader("content-type", "text/plain; charset=utf-8")
                                        .end("true")),
                        new PageRoute("/arbiter/:sessionId", PageRoute.Lane.TRAINING, page::show)));
    }

    private static void newest(RoutingContext rc, String session) {
        if (session == null) {
            rc.response()
                    .setStatusCode(404)
                    .putHeader("content-type", "text/plain; charset=utf-8")
                    .end("No sweep is under way.\n");
            return;
        }
        rc.response()
                .setStatusCode(302)
                .putHeader("location", "/arbiter/" + session)
                .end();
    }

    private void show(RoutingContext rc) {
        rc.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-security-policy", ScriptPolicy.of(html))
                .end(html);
    }

    private static String adapted() {
        try (InputStream in = ArbiterModule.class.getClassLoader().getResourceAsStream("templates/ArbiterUI.html")) {
            if (in == null) {
                throw new DashboardException("arbiter-ui has no page; is another version of it on the class path?");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("\\s*<link href=\"/assets/webjars/jquery-ui/[^>]*>", "")
                    .replaceAll(
                            "<script src=\"/assets/webjars/jquery-ui/[^>]*></script>",
                            "<script src=\"/assets/lab/arbiter.js\"></script>")
                    .replace(
                            "/assets/webjars/jquery/2.2.0/jquery.min.js",
                            "/assets/webjars/jquery/3.7.1/dist/jquery.min.js");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read Arbiter's page", e);
        }
    }
}
