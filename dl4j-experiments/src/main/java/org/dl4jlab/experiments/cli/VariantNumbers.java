package org.dl4jlab.experiments.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dl4jlab.experiments.ask.answer.AnswerText;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/** The measured numbers of some variants of a question, without a verdict. */
final class VariantNumbers {

    private VariantNumbers() {}

    static ObjectNode of(
            QuestionPlan plan, List<Variant> variants, Evidence evidence, Language language, Consumer<String> printer)
            throws IOException {
        ObjectNode root = new JsonMapper().createObjectNode();
        for (VariantGroup group : plan.groups()) {
            List<List<LocalizedText>> rows = new ArrayList<>();
            for (Variant variant : group.variants()) {
                if (!variants.contains(variant)) {
                    continue;
                }
                ObjectNode one = root.withObject("/" + variant.name());
                List<LocalizedText> row = new ArrayList<>(List.of(variant.title()));
                for (Metric metric : group.metrics()) {
                    Sample sample = evidence.sample(variant.name(), metric);
                    row.add(sample.text());
                    ObjectNode bySeed = one.putObject(metric.name().english());
                    sample.bySeed().forEach((seed, value) -> bySeed.put(String.valueOf(seed), value));
                }
                rows.add(row);
            }
            if (!rows.isEmpty()) {
                List<LocalizedText> columns = new ArrayList<>(List.of(new LocalizedText("variant", "方案")));
                group.metrics().forEach(metric -> columns.add(metric.name()));
                printer.accept(AnswerText.of(new Block.Table(group.title(), columns, rows), language));
            }
        }
        return root;
    }
}
