package org.dl4jlab.experiments.sweep.space;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.dl4jlab.engine.updater.Momentum;
import org.nd4j.linalg.learning.config.IUpdater;

/** SGD with classical momentum ({@link Momentum}), as a parameter space beside Arbiter's {@code NesterovsSpace}. */
final class MomentumSpace extends AbstractParameterSpace<IUpdater> {

    private final ParameterSpace<Double> learningRate;
    private final ParameterSpace<Double> momentum;

    MomentumSpace(ParameterSpace<Double> learningRate, ParameterSpace<Double> momentum) {
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    @Override
    public IUpdater getValue(double[] genes) {
        return new Momentum(learningRate.getValue(genes), momentum.getValue(genes));
    }

    @Override
    public int numParameters() {
        return learningRate.numParameters() + momentum.numParameters();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return Stream.of(learningRate, momentum)
                .flatMap(space -> space.collectLeaves().stream())
                .toList();
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("only leaves have indices");
    }
}
