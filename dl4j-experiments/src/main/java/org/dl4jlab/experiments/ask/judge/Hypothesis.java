package org.dl4jlab.experiments.ask.judge;

import java.util.Optional;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.measure.SeedDifference;
import org.dl4jlab.reports.compare.MeanDifference;
import org.dl4jlab.ui.server.LocalizedText;

/** Something that must come true if a claim is right. */
public sealed interface Hypothesis {

    /** In a sentence. */
    LocalizedText text();

    /** @param tests how many differences of means are tested for the same question */
    Finding judge(int tests);

    /** Whether a difference of means is tested. */
    default boolean isTest() {
        return true;
    }

    /**
     * The mean of one sample is higher than that of another.
     *
     * @param text in a sentence
     * @param least a difference smaller than this would not matter, in the unit of the metric's raw numbers (0.005 is half a
     *     percentage point)
     */
    record Higher(LocalizedText text, Sample higher, Sample lower, double least) implements Hypothesis {

        /** Supported by an interval above zero, refused by one below the least difference that matters. */
        @Override
        public Finding judge(int tests) {
            SeedDifference difference = SeedDifference.of(higher, lower, tests);
            Outcome outcome = difference.test().map(this::outcome).orElse(Outcome.CANNOT_BE_TOLD);
            LocalizedText figures = difference.sentence();
            return new Finding(text, outcome, least > 0 ? figures.plus(mattering()) : figures);
        }

        private Outcome outcome(MeanDifference test) {
            if (test.high() < least || test.high() <= 0) {
                return Outcome.NOT_SUPPORTED;
            }
            return test.low() > 0 ? Outcome.SUPPORTED : Outcome.CANNOT_BE_TOLD;
        }

        private LocalizedText mattering() {
            return new LocalizedText("; less than %s would not count", "；不足 %s不算数")
                    .with(higher.metric().size(least));
        }
    }

    /**
     * Two means are as good as equal.
     *
     * @param text in a sentence
     * @param margin a difference up to this counts as none, in the unit of the metric's raw numbers
     */
    record Alike(LocalizedText text, Sample first, Sample second, double margin) implements Hypothesis {

        public Alike {
            if (!(margin > 0)) {
                throw new IllegalArgumentException("two means can only be alike within a margin above 0");
            }
        }

        /** Supported by an interval inside the margin, refused by one that leaves it out altogether. */
        @Override
        public Finding judge(int tests) {
            SeedDifference difference = SeedDifference.of(first, second, tests);
            Optional<MeanDifference> test = difference.test();
            Outcome outcome = test.map(this::outcome).orElse(Outcome.CANNOT_BE_TOLD);
            LocalizedText within = new LocalizedText("; up to %s counts as equal", "；相差不超过 %s视为相等")
                    .with(first.metric().size(margin));
            return new Finding(text, outcome, difference.sentence().plus(within));
        }

        private Outcome outcome(MeanDifference test) {
            if (test.low() > -margin && test.high() < margin) {
                return Outcome.SUPPORTED;
            }
            return test.low() > margin || test.high() < -margin ? Outcome.NOT_SUPPORTED : Outcome.CANNOT_BE_TOLD;
        }
    }

    /**
     * The mean of one sample is at most a margin below that of another, or above it.
     *
     * @param text in a sentence
     * @param margin that may be lost, in the unit of the metric's raw numbers
     */
    record NotLower(LocalizedText text, Sample sample, Sample reference, double margin) implements Hypothesis {

        public NotLower {
            if (!(margin > 0)) {
                throw new IllegalArgumentException("not to be lower can only be shown with a margin above 0");
            }
        }

        /** Supported by an interval above minus the margin, refused by one below it. */
        @Override
        public Finding judge(int tests) {
            SeedDifference difference = SeedDifference.of(sample, reference, tests);
            Outcome outcome = difference.test().map(this::outcome).orElse(Outcome.CANNOT_BE_TOLD);
            LocalizedText allowed = new LocalizedText("; a loss of up to %s is allowed", "；允许损失不超过 %s")
                    .with(sample.metric().size(margin));
            return new Finding(text, outcome, difference.sentence().plus(allowed));
        }

        private Outcome outcome(MeanDifference test) {
            if (test.low() > -margin) {
                return Outcome.SUPPORTED;
            }
            return test.high() < -margin ? Outcome.NOT_SUPPORTED : Outcome.CANNOT_BE_TOLD;
        }
    }

    /**
     * Something that could not be looked at, as where every run diverged.
     *
     * @param text in a sentence
     */
    record Unmeasured(LocalizedText text) implements Hypothesis {

        @Override
        public boolean isTest() {
            return false;
        }

        @Override
        public Finding judge(int tests) {
            return new Finding(
                    text,
                    Outcome.CANNOT_BE_TOLD,
                    new LocalizedText("no run came to its end, so there is nothing to look at", "没有运行完成，无从测量"));
        }
    }

    /**
     * Something that is counted or compared bit by bit, where no noise comes in.
     *
     * @param text in a sentence
     * @param holds whether it came true
     * @param figures what was counted, without a full stop
     */
    record Exact(LocalizedText text, boolean holds, LocalizedText figures) implements Hypothesis {

        @Override
        public boolean isTest() {
            return false;
        }

        @Override
        public Finding judge(int tests) {
            return new Finding(text, holds ? Outcome.SUPPORTED : Outcome.NOT_SUPPORTED, figures);
        }
    }
}
