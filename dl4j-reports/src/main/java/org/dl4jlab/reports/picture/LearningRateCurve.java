package org.dl4jlab.reports.picture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.training.LearningRateScan;

/** The picture of a learning-rate range test: loss over the rate's power of ten. */
public final class LearningRateCurve {

    private LearningRateCurve() {}

    /**
     * Draws a test beside the table of its numbers.
     *
     * @return the picture's file
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static Path draw(LearningRateScan found) {
        String table = found.table().getFileName().toString();
        Path file = found.table().resolveSibling(table.substring(0, table.lastIndexOf('.')) + ".png");
        PngImage png =
                PngImage.of(of(array(found.rates()), array(found.losses()), array(found.smoothed())), Theme.LIGHT);
        AtomicFile.write(file, temporary -> Files.write(temporary, png.bytes()));
        return file;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * @param rates rising, at least two
     * @param losses as many
     * @param smoothed as many
     */
    public static Figure of(double[] rates, double[] losses, double[] smoothed) {
        double[] powers = Arrays.stream(rates).map(Math::log10).toArray();
        double low = Arrays.stream(smoothed).min().orElse(0);
        double high = Arrays.stream(smoothed)
                .limit(Math.max(1, smoothed.length / 4))
                .max()
                .orElse(1);
        double room = Math.max(0.1, high - low);
        return new LineChart(
                List.of(
                        new ChartSeries("loss of a step", powers, losses, ChartSeries.Style.FAINT, 0),
                        new ChartSeries("running mean", powers, smoothed, ChartSeries.Style.LINE, 0)),
                "learning rate, power of ten",
                "loss",
                new LineChart.Range(powers[0], powers[powers.length - 1]),
                new LineChart.Range(Math.max(0, low - room / 2), high + room),
                new LineChart.Format("0.0", "0.00"),
                LineChart.Size.WIDE,
                "Training loss while the learning rate rises from step to step.");
    }
}
