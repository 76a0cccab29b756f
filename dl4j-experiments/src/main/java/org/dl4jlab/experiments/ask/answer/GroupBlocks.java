package org.dl4jlab.experiments.ask.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.SeedDiagram;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.measure.SeedDifference;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.ui.server.LocalizedText;

/** The picture and the tables of a group of variants. */
final class GroupBlocks {

    private GroupBlocks() {}

    static List<Block> of(GroupResult result) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Picture(new SeedDiagram(result.samples().get(0)), SeedDiagram.legend()));
        blocks.add(results(result));
        blocks.add(differences(result));
        return blocks;
    }

    /** Mean ± deviation of every metric. */
    static Block.Table results(GroupResult result) {
        List<LocalizedText> columns = new ArrayList<>();
        columns.add(AnswerWords.VARIANT);
        columns.add(AnswerWords.SEEDS);
        result.group().metrics().forEach(metric -> columns.add(metric.name()));
        List<List<LocalizedText>> rows = new ArrayList<>();
        for (int i = 0; i < result.group().variants().size(); i++) {
            List<LocalizedText> row = new ArrayList<>();
            Variant variant = result.group().variants().get(i);
            Sample first = result.samples().get(0).get(i);
            row.add(variant.title());
            row.add(LocalizedText.same(String.valueOf(first.bySeed().size() + first.missing())));
            for (List<Sample> samples : result.samples()) {
                row.add(samples.get(i).text());
            }
            rows.add(row);
        }
        return new Block.Table(AnswerWords.SPREAD, columns, rows);
    }

    /** Every other variant minus the first. */
    static Block.Table differences(GroupResult result) {
        Sample base = result.samples().get(0).get(0);
        LocalizedText unit = base.metric().difference();
        LocalizedText title = new LocalizedText("%s: each minus %s%s", "%s：各方案减去“%s”%s")
                .with(
                        base.metric().name(),
                        base.title(),
                        unit.english().isEmpty() ? unit : new LocalizedText(", in %s", "，单位：%s").with(unit));
        List<List<LocalizedText>> rows = new ArrayList<>();
        for (SeedDifference difference : result.differences()) {
            rows.add(List.of(
                    difference.first().title(),
                    LocalizedText.same(base.metric().signed(difference.value())),
                    difference.interval(),
                    LocalizedText.same(difference
                            .adjustedPValue()
                            .map(p -> p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p))
                            .orElse("–")),
                    difference
                            .test()
                            .map(t -> t.differs() ? AnswerWords.YES : AnswerWords.NO)
                            .orElse(AnswerWords.UNKNOWN)));
        }
        return new Block.Table(
                title,
                List.of(
                        AnswerWords.VARIANT,
                        AnswerWords.DIFFERENCE,
                        AnswerWords.INTERVAL,
                        AnswerWords.ADJUSTED,
                        AnswerWords.NOISE),
                rows);
    }
}
