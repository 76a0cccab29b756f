package org.dl4jlab.experiments.ask.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaterfallDiagramTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aStepThatWasNotMeasuredLeavesTheOthersInThePicture(int missing) {
        List<Double> levels = List.of(50.0, 60.0, 55.0);
        List<WaterfallDiagram.Step> steps = IntStream.range(0, 3)
                .mapToObj(i -> step("step " + i, i == missing ? Double.NaN : levels.get(i)))
                .toList();
        WaterfallDiagram diagram = new WaterfallDiagram(LocalizedText.same("accuracy, %"), steps, 1);

        for (Diagram.Layout layout : Diagram.Layout.values()) {
            String svg = diagram.svg(Language.EN, layout);
            assertThat(svg).doesNotContain("NaN").contains("step 0", "step 1", "step 2", "–");
            assertThat(svg.split("<rect", -1)).as("bars").hasSize(3);
        }
        assertThat(diagram.description().english()).contains("step " + missing + " –");
    }

    @Test
    void theNextStepIsMeasuredFromTheLastOneThatWas() {
        WaterfallDiagram diagram = new WaterfallDiagram(
                LocalizedText.same("accuracy, %"), List.of(step("a", 50), step("b", Double.NaN), step("c", 62)), 1);

        assertThat(diagram.svg(Language.EN, Diagram.Layout.WIDE)).contains("+12.0 → 62.0");
    }

    @Test
    void nothingMeasuredIsStillAPicture() {
        WaterfallDiagram diagram =
                new WaterfallDiagram(LocalizedText.same("accuracy, %"), List.of(step("a", Double.NaN)), 1);

        assertThat(diagram.svg(Language.EN, Diagram.Layout.NARROW))
                .doesNotContain("NaN")
                .contains("–");
    }

    private static WaterfallDiagram.Step step(String name, double level) {
        return new WaterfallDiagram.Step(LocalizedText.same(name), level, 0);
    }
}
