package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.reports.picture.PngImage;
import org.dl4jlab.reports.picture.ReliabilityPicture;
import org.dl4jlab.reports.picture.Theme;
import org.dl4jlab.training.internal.evaluation.Metrics;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.run.ResultMetrics;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class MetricsSectionTest {

    private static final List<String> CLASSES = List.of("cat", "dog", "emu");

    private static final ScoredImages TEST = ScoredImages.of(SampleRun.evaluation(SampleRun.images(60), 1));

    private static Document page(Optional<ScoredImages> held) {
        List<String> notes = new ArrayList<>();
        StringBuilder html = new StringBuilder();
        MetricsSection.of(ResultMetrics.of(TEST, held), TEST, CLASSES, new Figures(notes))
                .forEach(content -> html.append(content.render()));
        assertThat(notes).isEmpty();
        return Jsoup.parse(html.toString());
    }

    private static String text(String html) {
        return html.replace('\u00a0', ' ');
    }

    @Test
    void showsEveryMetricWithItsInterval() {
        Document page = page(Optional.empty());
        ResultMetrics metrics = ResultMetrics.of(TEST, Optional.empty());
        String table = text(page.select("table").first().text());
        assertThat(table)
                .contains(String.format(Locale.ROOT, "balanced accuracy %.2f %%", 100 * metrics.balancedAccuracy()))
                .contains(String.format(Locale.ROOT, "log loss (nats) %.4f", metrics.logLoss()))
                .contains(String.format(Locale.ROOT, "Brier score %.4f", metrics.brierScore()))
                .contains("top-3 accuracy 100.00 %", "macro F1", "weighted F1", "expected calibration error");
        List<Double> ends = metrics.confidence95().get("brierScore");
        assertThat(table).contains(String.format(Locale.ROOT, "%.4f to %.4f", ends.get(0), ends.get(1)));
        assertThat(page.select("table").last().select("tbody th").eachText()).isEqualTo(CLASSES);
        assertThat(page.text()).contains("No images were held out, so no temperature was fitted.");
    }

    @Test
    void saysWhatATemperatureOfHeldOutImagesDoes() {
        ResultMetrics.Temperature temperature =
                ResultMetrics.of(TEST, Optional.of(TEST)).temperature();
        assertThat(text(page(Optional.of(TEST)).text()))
                .contains(String.format(
                        Locale.ROOT,
                        "fitted on 60 held-out training images divides the logits by %.3f",
                        temperature.temperature()));
    }

    @Test
    void theDiagramIsDescribedInWords() {
        ReliabilityPicture picture = new ReliabilityPicture(Metrics.of(TEST).calibration());
        assertThat(page(Optional.empty()).select("img").attr("alt")).isEqualTo(picture.description());
        assertThat(picture.description())
                .contains(String.format(
                        Locale.ROOT,
                        "expected calibration error is %.2f %%",
                        100 * Metrics.of(TEST).calibration().expectedError()));
        for (Theme theme : Theme.values()) {
            assertThat(PngImage.of(picture, theme).width()).isEqualTo(768);
        }
    }
}
