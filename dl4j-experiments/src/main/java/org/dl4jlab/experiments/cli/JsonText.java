package org.dl4jlab.experiments.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.reports.compare.Comparison;
import org.dl4jlab.reports.compare.GroupPair;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.reports.compare.RunGroup;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab.Reproduction;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RunFolder;

/** What commands found, as objects of JSON. A number that was not measured is left out. */
final class JsonText {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonText() {}

    static ObjectNode of(List<Experiment> experiments) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("experiments");
        for (Experiment experiment : experiments) {
            ObjectNode one = list.addObject().put("name", experiment.name());
            experiment.question().ifPresent(question -> one.put("question", question));
            one.put("network", experiment.network().name())
                    .put("data", experiment.data().title());
            experiment
                    .expectation()
                    .ifPresent(expected -> one.putObject("expected")
                            .put("lowestAccuracy", expected.lowestAccuracy())
                            .put("highestAccuracy", expected.highestAccuracy())
                            .put("seconds", expected.time().toSeconds()));
        }
        return root;
    }

    static ObjectNode ofRuns(List<Run> runs) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("runs");
        for (Run run : runs) {
            ObjectNode one = list.addObject()
                    .put("path", run.path().toString())
                    .put("experiment", run.experiment())
                    .put("seed", run.seed().value())
                    .put("status", word(run.status()));
            run.message().ifPresent(message -> one.put("message", message));
            run.result()
                    .ifPresent(result -> one.put("accuracy", result.accuracy())
                            .put("averageLoss", result.averageLoss())
                            .put("correct", result.correct())
                            .put("images", result.images()));
            one.put("report", new RunFolder(run.path()).reportFile().toString());
        }
        List<Result> results =
                runs.stream().flatMap(run -> run.result().stream()).toList();
        if (results.size() > 1) {
            root.set("accuracy", of(MeanAndDeviation.of(results, Result::accuracy)));
            root.set("averageLoss", of(MeanAndDeviation.of(results, Result::averageLoss)));
        }
        return root;
    }

    static ObjectNode of(Comparison comparison, Path report) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode groups = root.putArray("groups");
        for (RunGroup group : comparison.groups()) {
            ObjectNode one = groups.addObject().put("name", group.name()).put("experiment", group.experiment());
            ArrayNode seeds = one.putArray("seeds");
            group.seeds().forEach(seeds::add);
            one.set("accuracy", of(group.accuracy()));
            one.set("averageLoss", of(group.loss()));
            group.validationAccuracy().ifPresent(accuracy -> one.set("validationAccuracy", of(accuracy)));
        }
        ArrayNode settings = root.putArray("settingsThatDiffer");
        for (Comparison.Difference difference : comparison.differing()) {
            ArrayNode values =
                    settings.addObject().put("setting", difference.setting()).putArray("values");
            difference.values().forEach(values::add);
        }
        ArrayNode pairs = root.putArray("pairs");
        for (GroupPair pair : comparison.pairs()) {
            ObjectNode one = pairs.addObject()
                    .put("better", pair.better().name())
                    .put("other", pair.other().name())
                    .put("verdict", word(pair.verdict()));
            pair.test()
                    .ifPresent(test -> one.put("difference", test.difference())
                            .put("low", test.low())
                            .put("high", test.high())
                            .put("pValue", test.pValue())
                            .put("adjustedPValue", pair.adjustedPValue().orElseThrow()));
        }
        ArrayNode notes = root.putArray("notes");
        comparison.notes().forEach(notes::add);
        return root.put("report", report.toString());
    }

    static ObjectNode of(Reproduction reproduction) {
        ObjectNode root = JSON.createObjectNode()
                .put("original", reproduction.original().path().toString())
                .put("repetition", reproduction.repetition().path().toString())
                .put("status", word(reproduction.repetition().status()))
                .put("equal", reproduction.equal());
        ArrayNode checks = root.putArray("checks");
        reproduction
                .numbers()
                .forEach(check -> checks.addObject()
                        .put("name", check.name())
                        .put("outcome", word(check.outcome()))
                        .put("detail", check.detail()));
        ArrayNode differences = root.putArray("differences");
        reproduction
                .surroundings()
                .forEach(difference -> differences
                        .addObject()
                        .put("name", difference.name())
                        .put("before", difference.before())
                        .put("now", difference.now()));
        ArrayNode notes = root.putArray("notes");
        reproduction.notes().forEach(notes::add);
        return root;
    }

    private static ObjectNode of(MeanAndDeviation measured) {
        ObjectNode node = JSON.createObjectNode().put("mean", measured.mean());
        return Double.isFinite(measured.deviation()) ? node.put("deviation", measured.deviation()) : node;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
