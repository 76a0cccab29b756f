package org.dl4jlab.training.internal.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.training.AveragingSettings;
import org.dl4jlab.training.CrossValidationSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.network.TrainableNetwork;

/**
 * Steps of training with a learning rate that rises from one to the next.
 *
 * @param rates learning rate of each step, rising
 * @param losses of each step, before its update, in nats, without what regularisation adds
 * @param smoothed running mean of the losses
 */
public record RisingLearningRate(List<Double> rates, List<Double> losses, List<Double> smoothed) {

    /** Learning rates tried: from a millionth of the highest. */
    public static final double HIGHEST = 10;

    private static final double LOWEST_SHARE = 1e-6;
    private static final int STEPS = 200;
    private static final double SMOOTHING = 0.9;

    /** The loss has exploded when it is this many times the lowest. */
    private static final double EXPLODED = 3;

    public RisingLearningRate {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
        smoothed = List.copyOf(smoothed);
    }

    /**
     * The settings for such a test: those of an experiment with a learning rate that rises over one short epoch.
     *
     * @param settings of the experiment
     * @param images that it trains on
     */
    public static TrainingSettings settings(TrainingSettings settings, int images) {
        return settings.withEpochs(1)
                .with(new ScheduleSettings(ScheduleSettings.Schedule.EXPONENTIAL, 0, LOWEST_SHARE, 1, 0, 1, 1, 1))
                .withLearningRate(HIGHEST)
                .with(AveragingSettings.none())
                .withTestViews(TrainingSettings.TestViews.ONE)
                .withValidationFraction(0)
                .withKeepBest(false)
                .withPatience(0)
                .withTrainImages((int) Math.min(
                        images,
                        (long) STEPS * settings.batch() * settings.gradients().accumulation()))
                .with(CrossValidationSettings.none())
                .withTestImages(0)
                .withCheckpointEvery(0);
    }

    /**
     * Trains until the batches are over, the loss explodes, or a stop is asked for.
     *
     * @param settings of the experiment, whose gradients are taken as in training
     */
    public static RisingLearningRate run(
            TrainableNetwork network, TrainingSettings settings, ImageBatches batches, BooleanSupplier stop) {
        OptimizerSteps steps = new OptimizerSteps(network, settings.gradients());
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        List<Double> smoothed = new ArrayList<>();
        double sum = 0;
        double lowest = Double.POSITIVE_INFINITY;
        while (batches.hasNext() && !stop.getAsBoolean()) {
            double rate = network.learningRate(rates.size(), 0);
            double loss = steps.take(batches).loss();
            if (!Double.isFinite(loss)) {
                break;
            }
            sum = SMOOTHING * sum + (1 - SMOOTHING) * loss;
            double mean = sum / (1 - Math.pow(SMOOTHING, losses.size() + 1.0));
            rates.add(rate);
            losses.add(loss);
            smoothed.add(mean);
            lowest = Math.min(lowest, mean);
            if (mean > EXPLODED * lowest) {
                break;
            }
        }
        return new RisingLearningRate(rates, losses, smoothed);
    }

    /** As comma-separated values with a header line. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("learningRate,loss,smoothedLoss\n");
        for (int i = 0; i < rates.size(); i++) {
            csv.append(String.format(Locale.ROOT, "%.4g,%.6f,%.6f\n", rates.get(i), losses.get(i), smoothed.get(i)));
        }
        return csv.toString();
    }
}
