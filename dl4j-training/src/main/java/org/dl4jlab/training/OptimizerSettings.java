package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * How a gradient changes the weights.
 *
 * @param optimizer the rule
 * @param learningRate highest of the schedule
 * @param momentum share of the last step's direction that is kept; beta 1 of Adam, whose beta 2 is 0.999
 * @param weightDecay added to the gradient as {@code weightDecay * weight}, as PyTorch's SGD and Adam do; with AdamW
 *     subtracted beside the update. Weights of convolutions and dense layers only: biases and BatchNorm do not decay.
 */
public record OptimizerSettings(
        @Setting("rule that turns gradients into steps") Optimizer optimizer,

        @Setting(value = "learning rate, the highest of its schedule", min = 1e-9, max = 100, onResume = true)
        double learningRate,

        @Setting(value = "momentum of SGD, beta 1 of Adam", min = 0, max = 0.9999, onResume = true)
        double momentum,

        @Setting(value = "weight decay, not on biases and BatchNorm", min = 0, max = 10, onResume = true)
        double weightDecay) {

    /** The rules to choose from. */
    public enum Optimizer {
        /** Stochastic gradient descent with classical momentum, as PyTorch's SGD has it. */
        SGD("SGD"),
        /** Stochastic gradient descent with Nesterov's momentum. */
        NESTEROV("SGD with Nesterov momentum"),
        /** Adam (Kingma and Ba, 2015). */
        ADAM("Adam"),
        /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
        ADAMW("AdamW");

        private final String title;

        Optimizer(String title) {
            this.title = title;
        }

        /** Its name in a sentence. */
        public String title() {
            return title;
        }
    }

    /** @throws InvalidInputException if a value lies outside of its range */
    public OptimizerSettings {
        Settings.check(OptimizerSettings.class, optimizer, learningRate, momentum, weightDecay);
    }

    /** Classical momentum, no weight decay. */
    public static OptimizerSettings sgd(double learningRate, double momentum) {
        return new OptimizerSettings(Optimizer.SGD, learningRate, momentum, 0);
    }

    /** Nesterov's momentum. */
    public static OptimizerSettings nesterov(double learningRate, double momentum, double weightDecay) {
        return new OptimizerSettings(Optimizer.NESTEROV, learningRate, momentum, weightDecay);
    }

    /** Adam as published, no weight decay. */
    public static OptimizerSettings adam(double learningRate) {
        return new OptimizerSettings(Optimizer.ADAM, learningRate, 0.9, 0);
    }

    public OptimizerSettings withOptimizer(Optimizer value) {
        return new OptimizerSettings(value, learningRate, momentum, weightDecay);
    }

    public OptimizerSettings withLearningRate(double value) {
        return new OptimizerSettings(optimizer, value, momentum, weightDecay);
    }

    public OptimizerSettings withMomentum(double value) {
        return new OptimizerSettings(optimizer, learningRate, value, weightDecay);
    }

    public OptimizerSettings withWeightDecay(double value) {
        return new OptimizerSettings(optimizer, learningRate, momentum, value);
    }
}
