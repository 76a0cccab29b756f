package org.dl4jlab.ui.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dl4jlab.ui.pages.PageShell;
import org.dl4jlab.ui.pages.Section;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.Responses;

/** The pages of answers: {@code /answers} (the list), {@code /answer/:id}, and {@code /api/answers}, which the list asks for. */
public final class AnswerPages {

    private static final LocalizedText NO_ANSWER = new LocalizedText("There is no such answer.", "没有这个答案。");

    private final AnswerCatalogue answers;

    private AnswerPages(AnswerCatalogue answers) {
        this.answers = answers;
    }

    public static Section section(AnswerCatalogue answers) {
        return new Section("answers", "/answers", "Answers", "问题与答案", shell -> new AnswerPages(answers).routes(shell));
    }

    private List<PageRoute> routes(PageShell shell) {
        return List.of(
                route("/answers", rc -> shell.send("answers", rc)),
                route("/answer/:id", this::page),
                route("/api/answers", rc -> Responses.json(rc, list(Language.of(rc.request())))));
    }

    private static PageRoute route(String path, Consumer<RoutingContext> handler) {
        return new PageRoute(path, PageRoute.Lane.LAB, handler::accept);
    }

    private ArrayNode list(Language language) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (AnswerSummary answer : answers.answers()) {
            rows.addObject()
                    .put("id", answer.id())
                    .put("title", answer.title().in(language))
                    .put("outcome", answer.outcome())
                    .put("conclusion", answer.conclusion().in(language))
                    .put("quick", answer.quick())
                    .put("made", answer.made().toEpochMilli());
        }
        return rows;
    }

    /** In a sandbox: styles and pictures of its own, no scripts, and none of what this dashboard's pages may do. */
    private void page(RoutingContext rc) {
        Optional<String> page = Optional.ofNullable(rc.pathParam("id"))
                .filter(AddressName::isValid)
                .flatMap(id -> answers.page(id, Language.of(rc.request())));
        if (page.isEmpty()) {
            Responses.notFound(rc, NO_ANSWER);
            return;
        }
        rc.response()
                .putHeader(
                        "content-security-policy",
                        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors"
                                + " 'none'");
        Responses.html(rc, page.get());
    }
}
