package org.dl4jlab.experiments.ask.answer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.dl4jlab.experiments.ask.judge.Finding;
import org.dl4jlab.experiments.ask.judge.Outcome;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.measure.SeedDifference;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Run;
import org.dl4jlab.ui.server.LocalizedText;

/** An answer for programs, and for the dashboard's list. A number that was not measured is left out. */
public final class AnswerJson {

    private static final JsonMapper JSON = new JsonMapper();

    private AnswerJson() {}

    public static ObjectNode of(Answer answer) {
        ObjectNode root = JSON.createObjectNode()
                .put("id", answer.id())
                .put("question", answer.question())
                .put("width", answer.width().name().toLowerCase(Locale.ROOT))
                .put("outcome", word(answer.verdict().outcome()))
                .put("made", answer.made().toString());
        put(root, "title", answer.title());
        put(root, "claim", answer.claim());
        put(root, "conclusion", answer.verdict().conclusion());
        put(root, "count", answer.verdict().count());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : answer.verdict().findings()) {
            ObjectNode one = findings.addObject().put("outcome", word(finding.outcome()));
            put(one, "prediction", finding.prediction());
            put(one, "figures", finding.figures());
        }
        ArrayNode groups = root.putArray("groups");
        answer.groups().forEach(group -> group(groups.addObject(), group));
        ObjectNode runs = root.putObject("runs");
        answer.runs().forEach((variant, all) -> all.stream().map(Run::name).forEach(runs.withArray(variant)::add));
        ObjectNode commands = root.putObject("commands");
        answer.commands()
                .forEach((variant, command) -> commands.put(variant.isEmpty() ? "everything" : variant, command));
        return root;
    }

    private static void group(ObjectNode node, GroupResult group) {
        put(node, "title", group.group().title());
        ArrayNode variants = node.putArray("variants");
        for (int i = 0; i < group.group().variants().size(); i++) {
            ObjectNode one = variants.addObject()
                    .put("name", group.group().variants().get(i).name());
            ObjectNode metrics = one.putObject("metrics");
            for (int m = 0; m < group.samples().size(); m++) {
                Sample sample = group.samples().get(m).get(i);
                metrics.set(sample.metric().name().english(), of(sample));
            }
        }
        ArrayNode differences = node.putArray("differences");
        for (SeedDifference difference : group.differences()) {
            ObjectNode one = differences.addObject();
            if (Double.isFinite(difference.value())) {
                one.put("value", difference.value());
            }
            one.put("first", difference.first().title().english())
                    .put("second", difference.second().title().english());
            difference
                    .test()
                    .ifPresent(test -> one.put("low", test.low())
                            .put("high", test.high())
                            .put("adjustedPValue", difference.adjustedPValue().orElseThrow()));
        }
    }

    private static ObjectNode of(Sample sample) {
        ObjectNode node = JSON.createObjectNode();
        MeanAndDeviation measured = sample.measured();
        if (measured.count() > 0) {
            node.put("mean", measured.mean());
        }
        if (measured.count() > 1) {
            node.put("deviation", measured.deviation());
        }
        node.put("missing", sample.missing()).put("repeatable", sample.metric().repeatable());
        ObjectNode seeds = node.putObject("bySeed");
        sample.bySeed().forEach((seed, value) -> seeds.put(String.valueOf(seed), value));
        return node;
    }

    private static void put(ObjectNode node, String name, LocalizedText text) {
        node.putObject(name).put("en", text.english()).put("zh", text.chinese());
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
