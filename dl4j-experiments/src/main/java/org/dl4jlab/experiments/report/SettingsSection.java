package org.dl4jlab.experiments.report;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.experiments.run.RunRecord;

/** What was trained, on what, and how. */
final class SettingsSection {

    private SettingsSection() {}

    static List<DomContent> of(RunRecord record) {
        List<DomContent> content = new ArrayList<>();
        if (record.settings() != null && !record.settings().isEmpty()) {
            Map<String, DomContent> settings = new LinkedHashMap<>();
            record.settings().forEach((name, value) -> settings.put(name, text(String.valueOf(value))));
            content.add(h3("Training"));
            content.add(Tables.facts(settings));
        }
        if (record.data() != null) {
            content.add(h3("Data"));
            content.add(Tables.facts(data(record.data())));
        }
        return content;
    }

    /** A list and a table of the layers. */
    static List<DomContent> network(RunRecord.Network network) {
        List<DomContent> content = new ArrayList<>();
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put("network", text(String.valueOf(network.name())));
        facts.put("parameters", text(Numbers.count(network.parameters())));
        facts.put("computed by", text(network.engine() ? "the compiled engine" : "DL4J's own layers"));
        content.add(Tables.facts(facts));
        if (network.summary() != null && !network.summary().isBlank()) {
            content.add(pre(network.summary())
                    .attr("tabindex", "0")
                    .attr("role", "region")
                    .attr("aria-label", "Layers of the network"));
        }
        return content;
    }

    private static Map<String, DomContent> data(RunRecord.Data data) {
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put("data set", text(String.valueOf(data.title())));
        facts.put("image shape", text(data.shape() + " (channels, height, width)"));
        facts.put("trained on", text(Numbers.count(data.trainImages(), "image")));
        facts.put(
                "held out for validation",
                text(data.validationImages() == 0 ? "none" : Numbers.count(data.validationImages(), "image")));
        facts.put("tested on", text(Numbers.count(data.testImages(), "image")));
        facts.put("pixels", text(data.permutedPixels() ? "permuted, all images alike" : "in their places"));
        return facts;
    }
}
