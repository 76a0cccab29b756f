package org.dl4jlab.ui.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import org.dl4jlab.ui.run.ConfusionMatrix;
import org.dl4jlab.ui.run.Curve;
import org.dl4jlab.ui.run.LiveProgress;
import org.dl4jlab.ui.run.Misclassification;
import org.dl4jlab.ui.run.PictureTitle;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.run.RunSummary;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/** Runs as JSON for the pages' scripts. Numbers that are not finite become {@code null}. */
final class RunJson {

    /** Twice as many points are drawn: about one per pixel of a wide chart. */
    private static final int BUCKETS = 500;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RunJson() {}

    static JsonNode leaderboard(Collection<RunSummary> runs) {
        ArrayNode rows = JSON.arrayNode();
        runs.forEach(run -> rows.add(summary(run)));
        return rows;
    }

    /** Texts by name, as pairs, in the viewer's language. */
    static JsonNode texts(Map<String, LocalizedText> texts, Language language) {
        ArrayNode rows = JSON.arrayNode();
        texts.forEach((name, text) -> rows.addArray().add(name).add(text.in(language)));
        return rows;
    }

    static JsonNode details(RunDetails run, boolean statistics, boolean report, Language language) {
        ObjectNode node = JSON.objectNode();
        node.set("summary", summary(run.summary()));
        node.put("statistics", statistics);
        node.put("report", report);
        node.put("canBeAsked", run.canBeAsked());
        run.message().ifPresent(message -> node.put("message", message.in(language)));
        run.lossNote().ifPresent(note -> node.put("lossNote", note.in(language)));
        ArrayNode settings = node.putArray("settings");
        run.facts()
                .forEach(fact -> settings.addArray()
                        .add(fact.name().in(language))
                        .add(fact.value().in(language)));
        ArrayNode curves = node.putArray("curves");
        run.curves().forEach(curve -> curves.add(curve(curve.thinned(BUCKETS))));
        run.confusion().ifPresent(matrix -> node.set("confusion", confusion(matrix)));
        ArrayNode reliability = node.putArray("reliability");
        run.reliability()
                .forEach(bin -> reliability
                        .addObject()
                        .put("low", bin.low())
                        .put("high", bin.high())
                        .put("images", bin.images())
                        .put("confidence", bin.confidence())
                        .put("accuracy", bin.accuracy()));
        ArrayNode mistakes = node.putArray("mistakes");
        run.mistakes().forEach(mistake -> mistakes.add(mistake(mistake)));
        ArrayNode pictures = node.putArray("pictures");
        for (PictureTitle picture : run.pictures()) {
            ObjectNode shown = pictures.addObject().put("id", picture.id()).put("title", picture.title());
            picture.darkId().ifPresent(dark -> shown.put("dark", dark));
        }
        ArrayNode log = node.putArray("log");
        run.log().forEach(log::add);
        return node;
    }

    private static ObjectNode summary(RunSummary run) {
        ObjectNode node = JSON.objectNode()
                .put("id", run.id())
                .put("group", run.group())
                .put("experiment", run.experiment())
                .put("dataSet", run.dataSet())
                .put("network", run.network())
                .put("parameters", run.parameters())
                .put("seed", run.seed())
                .put("state", run.state().name())
                .put("epoch", run.epoch())
                .put("epochs", run.epochs())
                .put("started", run.started().toEpochMilli())
                .put("seconds", run.elapsed().toMillis() / 1000.0);
        node.set("accuracy", number(run.accuracy()));
        node.set("validationAccuracy", number(run.validationAccuracy()));
        node.set("imagesPerSecond", number(run.imagesPerSecond()));
        run.live().ifPresent(live -> node.set("live", live(live)));
        return node;
    }

    private static ObjectNode live(LiveProgress live) {
        ObjectNode node = JSON.objectNode()
                .put("step", live.step())
                .put("images", live.images())
                .put("totalImages", live.totalImages())
                .put("share", live.share());
        node.set("loss", number(live.loss()));
        return node;
    }

    private static ObjectNode curve(Curve curve) {
        ObjectNode node = JSON.objectNode()
                .put("chart", curve.chart())
                .put("name", curve.name())
                .put("axis", curve.axis());
        node.set("x", numbers(curve.x()));
        node.set("y", numbers(curve.y()));
        return node;
    }

    private static ObjectNode confusion(ConfusionMatrix matrix) {
        ObjectNode node = JSON.objectNode();
        ArrayNode names = node.putArray("classNames");
        matrix.classNames().forEach(names::add);
        ArrayNode rows = node.putArray("counts");
        for (int[] row : matrix.counts()) {
            ArrayNode cells = rows.addArray();
            for (int count : row) {
                cells.add(count);
            }
        }
        return node;
    }

    private static ObjectNode mistake(Misclassification mistake) {
        ObjectNode node = JSON.objectNode()
                .put("index", mistake.index())
                .put("label", mistake.label())
                .put("predicted", mistake.predicted());
        node.set("probability", number(mistake.probability()));
        node.set("loss", number(mistake.loss()));
        mistake.pictureId().ifPresent(id -> node.put("picture", id));
        return node;
    }

    private static ArrayNode numbers(double[] values) {
        ArrayNode node = JSON.arrayNode(values.length);
        for (double value : values) {
            node.add(number(value));
        }
        return node;
    }

    private static JsonNode number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : JSON.nullNode();
    }

    private static JsonNode number(double value) {
        return Double.isFinite(value) ? JSON.numberNode(value) : JSON.nullNode();
    }
}
