package org.dl4jlab.reports.page;

import static j2html.TagCreator.code;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;

/** Where the numbers come from and how to get them again. */
final class ProvenanceSection {

    private ProvenanceSection() {}

    static List<DomContent> of(RecordedRun run) {
        List<DomContent> content = new ArrayList<>();
        run.command().ifPresent(command -> {
            content.add(h3("Command that made it"));
            content.add(pre(code(command)).withClass("command"));
        });
        Map<String, DomContent> own = new LinkedHashMap<>();
        own.put("seed", code(String.valueOf(run.seed().value())));
        own.put("started", text(Numbers.date(run.started())));
        run.finished().ifPresent(when -> own.put("ended", text(Numbers.date(when))));
        run.weights().ifPresent(weights -> own.put("saved weights", text(weights(weights))));
        run.resumptions()
                .forEach(resumed -> own.put("went on " + Numbers.date(resumed.at()), text(resumption(resumed))));
        content.add(h3("This run"));
        content.add(Tables.facts(own));
        run.timings().ifPresent(timings -> {
            content.add(h3("Time"));
            content.add(Tables.facts(timings(timings)));
        });
        content.addAll(shared(run));
        return content;
    }

    private static String weights(RunRecord.Weights weights) {
        return switch (weights.kind()) {
            case "last" -> "those of the last step";
            case "average" -> "their average over the steps";
            case "best-epoch" -> "those of epoch " + weights.epoch() + ", which had the highest validation accuracy";
            default -> weights.kind();
        };
    }

    private static String resumption(RunRecord.Resumed resumed) {
        StringBuilder text = new StringBuilder("after step ").append(resumed.step());
        if (resumed.threads() != null) {
            text.append(", with ").append(Numbers.count(resumed.threads(), "thread"));
        }
        resumed.changes()
                .forEach((name, change) -> text.append(", ")
                        .append(name)
                        .append(' ')
                        .append(change.from())
                        .append(" → ")
                        .append(change.to()));
        return text.toString();
    }

    /** What runs of several seeds have in common. */
    static List<DomContent> shared(RecordedRun run) {
        List<DomContent> content = new ArrayList<>();
        Map<String, DomContent> origin = origin(run);
        if (!origin.isEmpty()) {
            content.add(h3("Code and machine"));
            content.add(Tables.facts(origin));
        }
        run.data().map(RunRecord.Data::sha256).filter(sums -> !sums.isEmpty()).ifPresent(sums -> {
            Map<String, DomContent> facts = new LinkedHashMap<>();
            sums.forEach((file, sum) -> facts.put(file, code(sum)));
            content.add(h3("Data files (SHA-256)"));
            content.add(Tables.facts(facts));
        });
        return content;
    }

    private static Map<String, DomContent> origin(RecordedRun run) {
        Map<String, DomContent> facts = new LinkedHashMap<>();
        run.source().ifPresent(source -> facts.put("source code", source(source)));
        run.versions().forEach((name, version) -> facts.put(name, text(version)));
        run.machine().ifPresent(machine -> {
            facts.put(
                    "processor",
                    text(machine.cpu() + ", " + Numbers.count(machine.cores(), "core") + ", used by "
                            + Numbers.count(machine.threads(), "thread")));
            facts.put(
                    "memory",
                    text(Numbers.bytes(machine.memoryBytes()) + ", of which Java's heap may take "
                            + Numbers.bytes(machine.maxHeapBytes())));
        });
        return facts;
    }

    private static DomContent source(RunRecord.Source source) {
        if (source.commit() == null) {
            return text("not under version control");
        }
        return j2html.TagCreator.span(
                code(source.commit()), text(source.modified() ? " with changes that were not committed" : ""));
    }

    private static Map<String, DomContent> timings(RunRecord.Timings timings) {
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put("loading data", text(Numbers.duration(timings.loadSeconds())));
        facts.put("building the network", text(Numbers.duration(timings.buildSeconds())));
        facts.put("training", text(Numbers.duration(timings.trainSeconds())));
        facts.put("testing", text(Numbers.duration(timings.testSeconds())));
        facts.put("in all", text(Numbers.duration(timings.totalSeconds())));
        return facts;
    }
}
