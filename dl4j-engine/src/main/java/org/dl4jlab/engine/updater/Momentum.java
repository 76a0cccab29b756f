package org.dl4jlab.engine.updater;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Stochastic gradient descent with classical ("heavy-ball") momentum, as PyTorch's {@code SGD(lr, momentum)} computes
 * it:
 *
 * <pre>
 * v = momentum * v + gradient
 * parameters = parameters - learningRate * v
 * </pre>
 *
 * DL4J's own {@code Nesterovs} always takes Nesterov's variant (PyTorch's {@code nesterov=True}), which steps along
 * {@code gradient + momentum * v} instead: at the same settings the two follow different paths. Source: Polyak, "Some
 * methods of speeding up the convergence of iteration methods" (1964); in this form Sutskever et al., "On the importance
 * of initialization and momentum in deep learning" (2013).
 *
 * <p>State: {@code v}, one value a parameter, zero at first.
 */
public final class Momentum implements IUpdater {

    private static final long serialVersionUID = 1;

    private final double momentum;
    private double learningRate;
    private ISchedule learningRateSchedule;

    /**
     * @param learningRate of every step
     * @param momentum in [0, 1); 0 is plain gradient descent
     * @throws IllegalArgumentException if the momentum lies outside
     */
    public Momentum(double learningRate, double momentum) {
        this(learningRate, null, momentum);
    }

    /**
     * @param learningRateSchedule learning rate by iteration or epoch
     * @param momentum in [0, 1)
     * @throws IllegalArgumentException if the momentum lies outside
     */
    public Momentum(ISchedule learningRateSchedule, double momentum) {
        this(Double.NaN, learningRateSchedule, momentum);
    }

    private Momentum(
            @JsonProperty("learningRate") double learningRate,
            @JsonProperty("learningRateSchedule") ISchedule learningRateSchedule,
            @JsonProperty("momentum") double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), but got " + momentum);
        }
        this.learningRate = learningRate;
        this.learningRateSchedule = learningRateSchedule;
        this.momentum = momentum;
    }

    public double momentum() {
        return momentum;
    }

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<Momentum> instantiate(INDArray state, boolean initialize) {
        MomentumUpdater updater = new MomentumUpdater(this);
        updater.setStateViewArray(state, state.shape(), state.ordering(), initialize);
        return updater;
    }

    @Override
    public GradientUpdater<Momentum> instantiate(Map<String, INDArray> state, boolean initialize) {
        MomentumUpdater updater = new MomentumUpdater(this);
        updater.setState(state, initialize);
        return updater;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRateSchedule == null ? learningRate : learningRateSchedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, ISchedule schedule) {
        this.learningRate = rate;
        this.learningRateSchedule = schedule;
    }

    // A configuration is cloned by DL4J for every layer; the schedule is immutable in use, but belongs to one owner.
    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public Momentum clone() {
        ISchedule schedule = learningRateSchedule == null ? null : learningRateSchedule.clone();
        return new Momentum(learningRate, schedule, momentum);
    }

    // DL4J updates neighbouring parameters in one block when their updaters are equal.
    @Override
    public boolean equals(Object other) {
        return other instanceof Momentum that
                && Double.compare(momentum, that.momentum) == 0
                && Double.compare(learningRate, that.learningRate) == 0
                && Objects.equals(learningRateSchedule, that.learningRateSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(momentum, learningRate, learningRateSchedule);
    }

    @Override
    public String toString() {
        Object rate = learningRateSchedule == null ? learningRate : learningRateSchedule;
        return "Momentum(learningRate=" + rate + ", momentum=" + momentum + ")";
    }
}
