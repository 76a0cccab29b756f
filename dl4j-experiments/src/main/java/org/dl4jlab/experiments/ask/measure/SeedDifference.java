package org.dl4jlab.experiments.ask.measure;

import java.util.Optional;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.reports.compare.MeanDifference;
import org.dl4jlab.reports.compare.PairedStatistic;
import org.dl4jlab.reports.compare.WelchStatistic;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Two samples and whether they differ by more than the noise between seeds. Where both have the same seeds, these are pairs:
 * the images of a subset, their order, and for equal networks the initial weights follow from the seed.
 *
 * @param first whose mean is the minuend
 * @param second whose mean is the subtrahend
 * @param test of the difference; empty if the noise is not known
 * @param paired whether seeds were paired
 * @param tests how many are made together; the interval is so wide that with 95 % confidence all of them hold (Bonferroni)
 */
public record SeedDifference(Sample first, Sample second, Optional<MeanDifference> test, boolean paired, int tests) {

    private static final double CONFIDENCE = 0.95;

    /** @param tests how many are made together, at least 1 */
    public static SeedDifference of(Sample first, Sample second, int tests) {
        double confidence = 1 - (1 - CONFIDENCE) / tests;
        boolean paired = first.bySeed().keySet().equals(second.bySeed().keySet());
        Optional<MeanDifference> test = Optional.empty();
        // Runs that diverged, or never came to what is measured, are no random part of a sample: what is left would
        // flatter it.
        if (first.missing() == 0 && second.missing() == 0) {
            test = paired
                    ? PairedStatistic.of(first.values(), second.values(), confidence)
                            .map(MeanDifference.class::cast)
                    : WelchStatistic.of(first.measured(), second.measured(), confidence)
                            .map(MeanDifference.class::cast);
        }
        return new SeedDifference(first, second, test, paired, tests);
    }

    /** Difference of the means; not a number if one has no value. */
    public double value() {
        return first.measured().mean() - second.measured().mean();
    }

    /** The p-value for all tests together. */
    public Optional<Double> adjustedPValue() {
        return test.map(t -> Math.min(1, t.pValue() * tests));
    }

    /** Interval of the difference, such as {@code +1.20 to +2.31}; a dash if the noise is not known. */
    public LocalizedText interval() {
        Metric metric = first.metric();
        return test.map(t ->
                        new LocalizedText("%s to %s", "%s 至 %s").with(metric.signed(t.low()), metric.signed(t.high())))
                .orElse(LocalizedText.same("–"));
    }

    /** The means, their difference and its interval, as one sentence without its full stop. */
    public LocalizedText sentence() {
        Metric metric = first.metric();
        LocalizedText means = new LocalizedText("%s against %s", "%s 对 %s").with(first.text(), second.text());
        if (test.isEmpty()) {
            return new LocalizedText("%s; %s", "%s；%s").with(means, unknown());
        }
        MeanDifference t = test.get();
        LocalizedText together = tests == 1
                ? LocalizedText.same("")
                : new LocalizedText(" for all %d tests together", "（%d 个检验的联合置信水平）").with(tests);
        LocalizedText how = paired
                ? new LocalizedText("paired t-test, %d seeds", "按种子配对的 t 检验，%d 个种子")
                        .with(first.bySeed().size())
                : new LocalizedText("Welch's t-test, %d and %d seeds", "Welch t 检验，%d 和 %d 个种子")
                        .with(first.bySeed().size(), second.bySeed().size());
        LocalizedText p = new LocalizedText(tests == 1 ? "p %s" : "adjusted p %s", tests == 1 ? "p %s" : "校正后 p %s")
                .with(probability(adjustedPValue().orElseThrow()));
        LocalizedText noise = t.differs()
                ? new LocalizedText("larger than the noise between seeds", "大于种子之间的波动")
                : new LocalizedText("within the noise between seeds", "在种子之间的波动以内");
        return new LocalizedText(
                        "%s, a difference of %s with 95 %% interval %s%s (%s, %s): %s",
                        "%s，相差 %s，95%% 置信区间 %s%s（%s，%s）：%s")
                .with(means, metric.change(t.difference()), interval(), together, how, p, noise);
    }

    private LocalizedText unknown() {
        if (first.missing() + second.missing() > 0) {
            return new LocalizedText(
                    "some of the runs have no value, so the means cannot be compared", "部分运行没有值，均值无法比较");
        }
        if (Math.min(first.bySeed().size(), second.bySeed().size()) < 2) {
            return new LocalizedText("a single seed says nothing about the noise between seeds", "只有一个种子，无法知道种子之间的波动");
        }
        return new LocalizedText(
                paired
                        ? "the difference is the same for every seed, so the noise is not known"
                        : "no seed differs from another, so the noise is not known",
                paired ? "每个种子的差值都相同，波动未知" : "各种子没有差别，波动未知");
    }

    private static String probability(double p) {
        return p < 0.0001 ? "< 0.0001" : String.format(java.util.Locale.ROOT, "= %.4f", p);
    }
}
