package org.dl4jlab.reports.page;

import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.run.EvaluationFile;
import org.dl4jlab.training.internal.run.JsonFile;
import org.dl4jlab.training.internal.run.PredictionTable;

/** The page of an evaluation on other images, made from what its folder holds. */
public final class EvaluationReport {

    private EvaluationReport() {}

    /**
     * Writes {@code report.html} into the folder of an evaluation.
     *
     * @return the page
     * @throws IOException if the folder holds none, or a file cannot be read; the message names it
     */
    public static Path write(Path folder) throws IOException {
        EvaluationFile file = JsonFile.read(folder.resolve(EvaluationFile.NAME), EvaluationFile.class);
        Evaluation evaluation = PredictionTable.read(folder.resolve("predictions.csv"));
        List<String> notes = new ArrayList<>();
        Figures figures = new Figures(notes);
        List<DomContent> errors = ErrorsSection.of(evaluation.confusion(), file.classes(), figures);
        List<DomContent> metrics =
                MetricsSection.of(file.result().metrics(), ScoredImages.of(evaluation), file.classes(), figures);
        Page page = new Page(
                file.experiment() + " on " + file.data(),
                "What the network of " + file.run() + " says about images that were not part of that run.",
                "Evaluation · " + Numbers.date(file.made()));
        StatusNotice.ofNotes(notes).ifPresent(page::notice);
        Path target = folder.resolve("report.html");
        AtomicFile.writeString(
                target,
                page.add("result", "Result", result(file))
                        .add("classes", "Classes", errors)
                        .add("metrics", "Metrics", metrics)
                        .add("left-out", "Left out", leftOut(file))
                        .render());
        return target;
    }

    private static List<DomContent> result(EvaluationFile file) {
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put("accuracy", text(Numbers.percent(file.result().accuracy())));
        List<Double> interval = file.result().metrics().confidence95().get("accuracy");
        facts.put(
                "95 % confidence", text(Numbers.percent(interval.get(0)) + " to " + Numbers.percent(interval.get(1))));
        facts.put(
                "right",
                text(file.result().correct() + " of "
                        + Numbers.count(file.result().images(), "image")));
        facts.put("average loss", text(Numbers.decimal(file.result().averageLoss(), 4)));
        if (file.source() != null) {
            facts.put("images from", text(file.source()));
        }
        return List.of(Tables.facts(facts));
    }

    private static List<DomContent> leftOut(EvaluationFile file) {
        return file.leftOut().isEmpty()
                ? List.of()
                : List.of(
                        p(Numbers.count(file.leftOut().size(), "file") + " could not be used:"),
                        ul(file.leftOut().stream().map(reason -> li(reason)).toArray(DomContent[]::new)));
    }
}
