package org.dl4jlab.reports.page;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;

/** How it was trained, and on what. */
final class SettingsSection {

    private SettingsSection() {}

    static List<DomContent> of(RecordedRun run) {
        List<DomContent> content = new ArrayList<>();
        if (!run.recordedSettings().isEmpty()) {
            Map<String, DomContent> settings = new LinkedHashMap<>();
            run.recordedSettings().forEach((name, value) -> settings.put(name, text(String.valueOf(value))));
            content.add(h3("Training"));
            content.add(Tables.facts(settings));
        }
        run.data().ifPresent(data -> {
            content.add(h3("Data"));
            content.add(Tables.facts(data(data)));
            List<String> findings = data.findings();
            if (findings != null && !findings.isEmpty()) {
                content.add(h3("What was odd about the pictures"));
                content.add(ul(findings.stream().map(finding -> li(finding)).toArray(DomContent[]::new)));
            }
        });
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
