package org.dl4jlab.training.internal.network;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Layers in a row. */
record SequentialNetwork(MultiLayerNetwork model) implements TrainableNetwork {

    @Override
    public void fit(DataSet batch) {
        model.fit(batch);
    }

    @Override
    public void computeGradients(DataSet batch) {
        model.setInput(batch.getFeatures());
        model.setLabels(batch.getLabels());
        model.computeGradientAndScore();
    }

    @Override
    public INDArray gradients() {
        if (model.getGradientsViewArray() == null) {
            model.initGradientsView();
        }
        return model.getGradientsViewArray();
    }

    @Override
    public Layer[] layers() {
        return model.getLayers();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        return (BaseMultiLayerUpdater<?>) model.getUpdater();
    }

    @Override
    public void endEpoch() {
        model.incrementEpochCount();
    }

    @Override
    public double penalty() {
        return model.calcRegularizationScore(true);
    }

    @Override
    public INDArray probabilities(INDArray features) {
        return model.output(features, false);
    }

    @Override
    public Optional<INDArray> updaterState() {
        return Optional.ofNullable(model.getUpdater().getStateViewArray());
    }

    @Override
    public void setProgress(int iteration, int epoch) {
        model.getLayerWiseConfigurations().setIterationCount(iteration);
        model.getLayerWiseConfigurations().setEpochCount(epoch);
        for (Layer layer : model.getLayers()) {
            layer.setIterationCount(iteration);
            layer.setEpochCount(epoch);
            layer.conf().setIterationCount(iteration);
            layer.conf().setEpochCount(epoch);
        }
    }
}
