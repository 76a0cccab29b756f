package org.dl4jlab.reports.page;

import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dl4jlab.training.internal.run.RunRecord;

/** What was trained: the network and a table of its layers. */
final class NetworkSection {

    private NetworkSection() {}

    static List<DomContent> of(RunRecord.Network network) {
        List<DomContent> content = new ArrayList<>();
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put("network", text(String.valueOf(network.name())));
        facts.put("parameters", text(Numbers.count(network.parameters())));
        if (network.statistics() > 0) {
            facts.put("running statistics", text(Numbers.count(network.statistics())));
        }
        facts.put(
                "computed by",
                text(network.engine() ? "the compiled engine, " + network.precision() : "DL4J's own layers"));
        content.add(Tables.facts(facts));
        if (network.layers() != null && !network.layers().isEmpty()) {
            content.add(layers(network));
        }
        return content;
    }

    private static DomContent layers(RunRecord.Network network) {
        return Tables.table(
                "Layers",
                List.of(
                        Tables.Column.words("layer"),
                        Tables.Column.words("kind"),
                        Tables.Column.number("output"),
                        Tables.Column.number("parameters"),
                        Tables.Column.number("multiply-adds")),
                network.layers().stream().map(NetworkSection::row).toList(),
                List.of(List.of(
                        "total",
                        "",
                        "",
                        number(network.layers().stream()
                                .mapToLong(RunRecord.Layer::parameters)
                                .sum()),
                        number(network.multiplyAdds()))));
    }

    private static List<String> row(RunRecord.Layer layer) {
        String shape = layer.output() == null
                ? "–"
                : layer.output().stream().map(String::valueOf).collect(Collectors.joining(" × "));
        return List.of(
                String.valueOf(layer.name()),
                String.valueOf(layer.kind()),
                shape,
                number(layer.parameters()),
                number(layer.multiplyAdds()));
    }

    private static String number(long value) {
        return value == 0 ? "–" : Numbers.count(value);
    }
}
