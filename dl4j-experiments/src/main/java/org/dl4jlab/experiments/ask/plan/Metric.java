package org.dl4jlab.experiments.ask.plan;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * A number that a finished run tells.
 *
 * @param name of the quantity
 * @param unit what the number is multiplied by to be shown, such as 100 for a percentage
 * @param digits after the decimal point
 * @param suffix behind the number, such as {@code %}; empty for none
 * @param difference unit of a difference of two, such as percentage points; empty if it has none
 * @param repeatable whether the same seed on the same machine gives the same number again; a time does not
 * @param reading takes the number from a run
 */
public record Metric(
        LocalizedText name,
        double unit,
        int digits,
        String suffix,
        LocalizedText difference,
        boolean repeatable,
        Reading reading) {

    /** Takes a number from a run. */
    @FunctionalInterface
    public interface Reading {
        double of(Run run) throws IOException;
    }

    private static final LocalizedText POINTS = new LocalizedText("percentage points", "个百分点");
    private static final LocalizedText NONE = LocalizedText.same("");

    /** Share of the test images classified correctly. */
    public static final Metric TEST_ACCURACY = accuracy(
            new LocalizedText("test accuracy", "测试准确率"), run -> result(run).accuracy());

    /** Share of the same 2,000 training images classified correctly after the last epoch, shown as they are. */
    public static final Metric TRAIN_ACCURACY = accuracy(
            new LocalizedText("training accuracy", "训练准确率"),
            run -> last(run).trainAccuracy().orElse(Double.NaN));

    /** Training accuracy minus test accuracy. */
    public static final Metric GAP = accuracy(
            new LocalizedText("gap between training and test", "训练与测试之差"),
            run -> TRAIN_ACCURACY.reading.of(run) - TEST_ACCURACY.reading.of(run));

    /** Mean negative log-likelihood of the true class on the test images, in nats. */
    public static final Metric TEST_LOSS = number(
            new LocalizedText("test loss (nats)", "测试损失 (nat)"),
            4,
            run -> result(run).averageLoss());

    /** Steps of the optimiser. */
    public static final Metric STEPS =
            number(new LocalizedText("steps", "步数"), 0, run -> last(run).step());

    /** Images trained on in a second. */
    public static final Metric IMAGES_PER_SECOND = timed(
            new LocalizedText("images/s", "图像/秒"),
            0,
            run -> RecordedRun.of(run).timings().orElseThrow().trainImagesPerSecond());

    /** Seconds of training, validation not counted. */
    public static final Metric TRAINING_SECONDS = timed(
            new LocalizedText("training time (s)", "训练用时（秒）"),
            1,
            run -> RecordedRun.of(run).timings().orElseThrow().trainSeconds());

    /** A share in [0, 1], shown as a percentage. */
    public static Metric accuracy(LocalizedText name, Reading reading) {
        return new Metric(name, 100, 2, " %", POINTS, true, reading);
    }

    /** A number as it is. */
    public static Metric number(LocalizedText name, int digits, Reading reading) {
        return new Metric(name, 1, digits, "", NONE, true, reading);
    }

    /** A number that depends on how fast the machine was just then. */
    public static Metric timed(LocalizedText name, int digits, Reading reading) {
        return new Metric(name, 1, digits, "", NONE, false, reading);
    }

    /** A value with its unit. */
    public String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f%s", unit * value, suffix) : "–";
    }

    /** Mean and, if there is one, deviation. */
    public String text(MeanAndDeviation measured) {
        return Double.isFinite(measured.deviation())
                ? String.format(
                        Locale.ROOT,
                        "%,." + digits + "f ± %,." + digits + "f%s",
                        unit * measured.mean(),
                        unit * measured.deviation(),
                        suffix)
                : text(measured.mean());
    }

    /** A difference with its sign, without a unit. */
    public String signed(double difference) {
        return Double.isFinite(difference) ? String.format(Locale.ROOT, "%+,." + digits + "f", unit * difference) : "–";
    }

    /** A difference with its sign and, if it has one, its unit. */
    public LocalizedText change(double value) {
        LocalizedText number = LocalizedText.same(signed(value));
        return difference.english().isEmpty()
                ? number
                : number.plus(LocalizedText.same(" ")).plus(difference);
    }

    /** A size without a sign, with its unit if it has one. */
    public LocalizedText size(double value) {
        LocalizedText change = change(value);
        return new LocalizedText(change.english().substring(1), change.chinese().substring(1));
    }

    private static Result result(Run run) {
        return run.result().orElseThrow(() -> new IllegalStateException(run.path() + " has no result"));
    }

    private static EpochMetrics last(Run run) throws IOException {
        List<EpochMetrics> epochs = run.metrics();
        if (epochs.isEmpty()) {
            throw new IOException(run.path() + " has no metrics of its epochs");
        }
        return epochs.get(epochs.size() - 1);
    }
}
