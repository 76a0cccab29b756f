package org.dl4jlab.models.option;

import java.util.Objects;
import org.dl4jlab.models.initialization.Initialization;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What every network family lets its user choose. Immutable: the {@code with…} methods return a changed copy.
 *
 * @param input shape of one image
 * @param classes number of classes, at least 2
 * @param activation of every hidden layer
 * @param dropout probability, in [0, 1), that a unit is <em>dropped</em> in training, where the family has dropout.
 *     DL4J itself asks for the probability of keeping; the families convert it.
 * @param seed of the initial weights and of dropout
 * @param updater the optimiser with its learning rate or schedule
 * @param l2 coefficient of L2 regularisation: {@code l2 * weight} is added to the gradient before the updater sees it,
 *     as {@code weight_decay} of PyTorch's SGD and Adam do. Weights only; biases and BatchNorm are left alone.
 * @param weightDecay coefficient of decoupled weight decay: {@code learningRate * weightDecay * weight} is subtracted
 *     beside the update, as in AdamW (Loshchilov and Hutter, 2019). Weights only; biases and BatchNorm are left alone.
 * @param initialization rule for the initial parameters
 */
public record NetworkOptions(
        InputShape input,
        int classes,
        Activation activation,
        double dropout,
        long seed,
        IUpdater updater,
        double l2,
        double weightDecay,
        Initialization initialization) {

    /** @throws IllegalArgumentException if a value is outside its range, or if both l2 and weight decay are asked for */
    public NetworkOptions {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(updater, "updater");
        Objects.requireNonNull(initialization, "initialization");
        if (classes < 2) {
            throw new IllegalArgumentException("A classifier needs at least 2 classes, but got " + classes + ".");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "dropout is the probability of dropping a unit and must lie in [0, 1), but got " + dropout + ".");
        }
        requireCoefficient("l2", l2);
        requireCoefficient("weightDecay", weightDecay);
        if (l2 > 0 && weightDecay > 0) {
            throw new IllegalArgumentException("l2 (" + l2 + ") and weightDecay (" + weightDecay
                    + ") both shrink the weights; set one of them to 0.");
        }
        // Updaters are mutable; a later setLearningRate by the caller must not reach these options.
        updater = updater.clone();
    }

    /**
     * The usual start: ReLU, no dropout, seed 1, Adam at 0.001, no weight decay, PyTorch's initialisation.
     *
     * @param input shape of one image
     * @param classes number of classes
     * @return the options
     */
    public static NetworkOptions of(InputShape input, int classes) {
        return new NetworkOptions(input, classes, Activation.RELU, 0, 1, new Adam(1e-3), 0, 0, Initialization.PYTORCH);
    }

    /** A copy of the updater, which the caller may change without reaching these options. */
    @Override
    public IUpdater updater() {
        return updater.clone();
    }

    public NetworkOptions withInput(InputShape value) {
        return new NetworkOptions(value, classes, activation, dropout, seed, updater, l2, weightDecay, initialization);
    }

    public NetworkOptions withClasses(int value) {
        return new NetworkOptions(input, value, activation, dropout, seed, updater, l2, weightDecay, initialization);
    }

    public NetworkOptions withActivation(Activation value) {
        return new NetworkOptions(input, classes, value, dropout, seed, updater, l2, weightDecay, initialization);
    }

    public NetworkOptions withDropout(double value) {
        return new NetworkOptions(input, classes, activation, value, seed, updater, l2, weightDecay, initialization);
    }

    public NetworkOptions withSeed(long value) {
        return new NetworkOptions(input, classes, activation, dropout, value, updater, l2, weightDecay, initialization);
    }

    public NetworkOptions withUpdater(IUpdater value) {
        return new NetworkOptions(input, classes, activation, dropout, seed, value, l2, weightDecay, initialization);
    }

    public NetworkOptions withL2(double value) {
        return new NetworkOptions(
                input, classes, activation, dropout, seed, updater, value, weightDecay, initialization);
    }

    public NetworkOptions withWeightDecay(double value) {
        return new NetworkOptions(input, classes, activation, dropout, seed, updater, l2, value, initialization);
    }

    public NetworkOptions withInitialization(Initialization value) {
        return new NetworkOptions(input, classes, activation, dropout, seed, updater, l2, weightDecay, value);
    }

    private static void requireCoefficient(String name, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be 0 or a positive number, but got " + value + ".");
        }
    }
}
