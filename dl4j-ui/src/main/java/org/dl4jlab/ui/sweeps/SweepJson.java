package org.dl4jlab.ui.sweeps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/** Sweeps in the form in which the pages' scripts get them. */
final class SweepJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SweepJson() {}

    static ArrayNode list(List<SweepSummary> sweeps) {
        ArrayNode rows = NODES.arrayNode();
        sweeps.forEach(sweep -> rows.add(summary(sweep)));
        return rows;
    }

    private static ObjectNode summary(SweepSummary sweep) {
        ObjectNode row = NODES.objectNode()
                .put("id", sweep.id())
                .put("space", sweep.space())
                .put("search", sweep.search())
                .put("state", sweep.state().name())
                .put("candidates", sweep.candidates())
                .put("limit", sweep.limit())
                .put("started", sweep.started().toEpochMilli());
        put(row, "validationAccuracy", sweep.validationAccuracy());
        put(row, "testAccuracy", sweep.testAccuracy());
        return row;
    }

    /** Texts by name, as pairs, in the viewer's language. */
    static ArrayNode texts(Map<String, LocalizedText> texts, Language language) {
        ArrayNode rows = NODES.arrayNode();
        texts.forEach((name, text) -> rows.addArray().add(name).add(text.in(language)));
        return rows;
    }

    static ObjectNode details(SweepDetails sweep) {
        ObjectNode json = NODES.objectNode()
                .put("question", sweep.question())
                .put("message", sweep.message().orElse(null))
                .put("command", sweep.command())
                .put("seed", sweep.seed())
                .put("workers", sweep.workers())
                .put("epochs", sweep.epochs())
                .put("seconds", sweep.seconds());
        json.set("summary", summary(sweep.summary()));
        json.set(
                "pruning",
                sweep.pruning()
                        .map(p -> NODES.objectNode()
                                .put("firstRung", p.firstRung())
                                .put("reduction", p.reduction()))
                        .orElse(null));
        json.set(
                "data",
                sweep.data()
                        .map(d -> NODES.objectNode()
                                .put("title", d.title())
                                .put("trainImages", d.trainImages())
                                .put("validationImages", d.validationImages()))
                        .orElse(null));
        ArrayNode axes = json.putArray("axes");
        sweep.axes().forEach(axis -> axes.add(axis(axis)));
        ArrayNode candidates = json.putArray("candidates");
        sweep.candidates().forEach(candidate -> candidates.add(candidate(candidate)));
        json.set("winner", sweep.winner().map(SweepJson::winner).orElse(null));
        return json;
    }

    private static ObjectNode axis(SweepAxis axis) {
        ObjectNode json = NODES.objectNode()
                .put("name", axis.name())
                .put("scale", axis.scale().name())
                .put("lowest", axis.lowest())
                .put("highest", axis.highest());
        axis.choices().forEach(json.putArray("choices")::add);
        return json;
    }

    private static ObjectNode candidate(SweepCandidate candidate) {
        ObjectNode json = NODES.objectNode()
                .put("index", candidate.index())
                .put("status", candidate.status().name())
                .put("seconds", candidate.seconds())
                .put("reason", candidate.reason().orElse(null))
                .put("host", candidate.host().orElse(null));
        json.put("rank", candidate.rank().orElse(null));
        json.put("parameters", candidate.parameters().orElse(null));
        candidate.values().forEach(json.putArray("values")::add);
        numbers(json.putArray("places"), candidate.places());
        numbers(json.putArray("curve"), candidate.curve());
        return json;
    }

    private static ObjectNode winner(SweepDetails.Winner winner) {
        ObjectNode json =
                NODES.objectNode().put("candidate", winner.candidate()).put("seeds", winner.seeds());
        numbers(json.putArray("accuracies"), winner.accuracies());
        return json;
    }

    static ObjectNode importance(SweepImportance importance) {
        ObjectNode json = NODES.objectNode()
                .put("candidates", importance.candidates())
                .put("diverged", importance.diverged())
                .put("epoch", importance.epoch())
                .put("fewest", importance.fewest())
                .put("rest", importance.rest());
        ArrayNode parts = json.putArray("parts");
        importance.parts().forEach(part -> {
            ObjectNode one = parts.addObject()
                    .put("name", part.name())
                    .put("share", part.share())
                    .put("lowest", part.lowest())
                    .put("highest", part.highest());
            numbers(one.putArray("marginal"), part.marginal());
        });
        return json;
    }

    private static void numbers(ArrayNode array, Collection<Double> values) {
        values.forEach(value -> array.add(value.doubleValue()));
    }

    private static void put(ObjectNode row, String name, Optional<Double> value) {
        row.put(name, value.orElse(null));
    }
}
