package org.dl4jlab.models.initialization;

import org.deeplearning4j.nn.weights.WeightInit;

/** A rule for the initial weights and biases of dense and convolutional layers. */
public enum Initialization {

    /**
     * PyTorch's default for {@code Linear} and {@code Conv2d}: weights <em>and</em> biases uniform in
     * ±1/sqrt(fan_in), where fan_in counts the inputs of one unit (Kaiming uniform with a = sqrt(5)). DL4J's
     * {@link WeightInit#UNIFORM} is the same rule for the weights; {@link NetworkInitializer} draws the biases, for
     * which DL4J knows constants only.
     */
    PYTORCH(WeightInit.UNIFORM),

    /** Normal with variance 2 / (fan_in + fan_out), biases 0 (Glorot and Bengio, 2010): DL4J's usual choice. */
    XAVIER(WeightInit.XAVIER),

    /** Normal with variance 2 / fan_in, biases 0 (He et al., 2015): made for deep ReLU networks without BatchNorm. */
    RELU(WeightInit.RELU);

    private final WeightInit weightInit;

    Initialization(WeightInit weightInit) {
        this.weightInit = weightInit;
    }

    /** DL4J's name for the rule that draws the weights. */
    public WeightInit weightInit() {
        return weightInit;
    }
}
