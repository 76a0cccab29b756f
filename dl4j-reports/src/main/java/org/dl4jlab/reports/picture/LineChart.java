package org.dl4jlab.reports.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/**
 * Curves over one pair of axes, drawn by XChart.
 *
 * @param curves later ones are drawn over earlier ones
 * @param xTitle quantity and unit along the x axis
 * @param yTitle quantity and unit along the y axis
 * @param xRange shown
 * @param yRange shown; what lies beyond is cut
 * @param format of the numbers on the axes
 * @param size of the picture
 * @param description what the chart shows, in words
 */
public record LineChart(
        List<ChartSeries> curves,
        String xTitle,
        String yTitle,
        Range xRange,
        Range yRange,
        Format format,
        Size size,
        String description)
        implements Figure {

    public LineChart {
        curves = List.copyOf(curves);
    }

    /**
     * @param low smallest value shown
     * @param high largest value shown, above {@code low}
     */
    public record Range(double low, double high) {

        public Range {
            if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
                throw new IllegalArgumentException("an axis needs a finite range, got " + low + " to " + high);
            }
        }
    }

    /**
     * @param x {@link java.text.DecimalFormat} pattern
     * @param y {@link java.text.DecimalFormat} pattern
     */
    public record Format(String x, String y) {}

    /** Of the whole picture. */
    public enum Size {
        /** For a page of normal width. */
        WIDE(860, 420),
        /** For a phone held upright: letters keep their size. */
        NARROW(350, 320);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }

        /** In layout points. */
        public int width() {
            return width;
        }

        /** In layout points. */
        public int height() {
            return height;
        }
    }

    /** The same curves at another size. */
    public LineChart at(Size other) {
        return new LineChart(curves, xTitle, yTitle, xRange, yRange, format, other, description);
    }

    @Override
    public BufferedImage draw(Theme theme) {
        ChartLegend legend = ChartLegend.of(curves, size.width);
        return Canvas.paint(size.width, size.height, theme, canvas -> {
            legend.draw(canvas, theme);
            Graphics2D plot = (Graphics2D) canvas.graphics().create();
            plot.translate(0, legend.height());
            chart(theme).paint(plot, size.width, (int) (size.height - legend.height()));
            plot.dispose();
        });
    }

    private XYChart chart(Theme theme) {
        XYChart chart = new XYChart(size.width, size.height);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        style(chart.getStyler(), theme);
        for (int i = 0; i < curves.size(); i++) {
            add(chart, "curve " + i, curves.get(i), theme);
        }
        return chart;
    }

    private void style(XYStyler style, Theme theme) {
        Font small = Typeface.regular(13, "");
        Font title = Typeface.regular(14, "");
        style.setBaseFont(small);
        style.setLocale(Locale.ROOT);
        style.setAntiAlias(true);
        style.setChartTitleVisible(false);
        style.setChartBackgroundColor(theme.background());
        style.setChartFontColor(theme.text());
        style.setChartPadding(10);
        style.setPlotBackgroundColor(theme.background());
        style.setPlotBorderVisible(false);
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotGridLinesColor(theme.line());
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setPlotContentSize(1);
        style.setPlotMargin(0);
        style.setAxisTitleFont(title);
        style.setXAxisTitleColor(theme.mutedText());
        style.setYAxisTitleColor(theme.mutedText());
        style.setAxisTitlePadding(8);
        style.setAxisTickLabelsFont(small);
        style.setAxisTickLabelsColor(theme.mutedText());
        style.setAxisTickMarksColor(theme.line());
        style.setAxisTickMarkLength(4);
        style.setAxisTicksLineVisible(false);
        // XChart draws no tick on the very edge of an axis.
        style.setXAxisMin(xRange.low - 0.002 * (xRange.high - xRange.low));
        style.setXAxisMax(xRange.high);
        style.setYAxisMin(yRange.low - 0.002 * (yRange.high - yRange.low));
        style.setYAxisMax(yRange.high);
        style.setXAxisDecimalPattern(format.x);
        style.setYAxisDecimalPattern(format.y);
        style.setXAxisTickMarkSpacingHint(size == Size.WIDE ? 90 : 70);
        style.setYAxisTickMarkSpacingHint(64);
        style.setLegendVisible(false);
        style.setMarkerSize(8);
    }

    private static void add(XYChart chart, String id, ChartSeries curve, Theme theme) {
        double[] y = curve.y().clone();
        for (int i = 0; i < y.length; i++) {
            // XChart leaves a gap for NaN and fails on infinity.
            y[i] = Double.isFinite(y[i]) ? y[i] : Double.NaN;
        }
        XYSeries series = chart.addSeries(id, curve.x(), y);
        Color color = curve.color(theme);
        series.setMarker(curve.style().marker());
        series.setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(curve.style().stroke());
        if (curve.style() == ChartSeries.Style.POINTS) {
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
    }

    /** A range from zero that holds every finite value of the curves and a little air above. */
    static Range fromZero(List<ChartSeries> curves) {
        double high = curves.stream()
                .flatMapToDouble(c -> Arrays.stream(c.y()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return new Range(0, high > 0 ? 1.06 * high : 1);
    }
}
