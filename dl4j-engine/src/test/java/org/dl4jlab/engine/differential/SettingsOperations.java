package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.changing;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Changes of settings of a network that is already in use: DL4J reads most of them anew at every call. */
final class SettingsOperations {
    private final Draw draw;

    SettingsOperations(Draw draw) {
        this.draw = draw;
    }

    Operation draw() {
        double rate = draw.of(0.001, 0.02, 0.1);
        int layer = draw.between(0, 5);
        return switch (draw.between(0, 14)) {
            case 0 ->
                changing("setLearningRate", s -> {
                    if (s.isGraph()) {
                        s.graph().setLearningRate(rate);
                    } else {
                        s.sequential().setLearningRate(rate);
                    }
                });
            case 1 ->
                changing("setLearningRate(schedule)", s -> {
                    ISchedule schedule = rate < 0.05
                            ? new ExponentialSchedule(ScheduleType.ITERATION, rate, 0.8)
                            : new MapSchedule.Builder(ScheduleType.EPOCH)
                                    .add(0, 0.05)
                                    .add(2, 0.01)
                                    .build();
                    if (s.isGraph()) {
                        s.graph().setLearningRate(schedule);
                    } else {
                        s.sequential().setLearningRate(schedule);
                    }
                });
            case 2 ->
                changing("setLearningRate of one layer", s -> {
                    Layer one = layerOf(s, layer);
                    if (s.isGraph()) {
                        s.graph().setLearningRate(one.conf().getLayer().getLayerName(), rate);
                    } else {
                        s.sequential().setLearningRate(Math.min(layer, s.layers().length - 1), rate);
                    }
                });
            case 3 -> ofLayer("another activation", layer, l -> l.setActivationFn(new ActivationSigmoid()));
            case 4 ->
                ofLayer(
                        "other regularisation",
                        layer,
                        l -> l.setRegularization(List.of(new L2Regularization(0.1), new WeightDecay(0.01, true))));
            case 5 ->
                ofLayer("gradient normalisation", layer, l -> {
                    l.setGradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue);
                    l.setGradientNormalizationThreshold(0.01);
                });
            case 6 ->
                changing(
                        "constraints",
                        s -> layerOf(s, layer)
                                .conf()
                                .getLayer()
                                .setConstraints(List.of(new MaxNormConstraint(0.4, 1))));
            case 7 ->
                changing(
                        "decay of normalisation",
                        s -> Stream.of(s.layers())
                                .map(l -> l.conf().getLayer())
                                .filter(BatchNormalization.class::isInstance)
                                .forEach(l -> ((BatchNormalization) l).setDecay(0.7)));
            case 8 ->
                changing(
                        "another loss",
                        s -> Stream.of(s.layers())
                                .map(l -> l.conf().getLayer())
                                .filter(BaseOutputLayer.class::isInstance)
                                .forEach(l -> ((BaseOutputLayer) l)
                                        .setLossFn(rate < 0.05 ? new LossMSE() : new LossMCXENT())));
            case 9 ->
                changing("workspace modes", s -> {
                    WorkspaceMode mode = rate < 0.05 ? WorkspaceMode.NONE : WorkspaceMode.ENABLED;
                    if (s.isGraph()) {
                        s.graph().getConfiguration().setTrainingWorkspaceMode(mode);
                        s.graph().getConfiguration().setInferenceWorkspaceMode(mode);
                    } else {
                        s.sequential().getLayerWiseConfigurations().setTrainingWorkspaceMode(mode);
                        s.sequential().getLayerWiseConfigurations().setInferenceWorkspaceMode(mode);
                    }
                });
            case 10 ->
                changing("miniBatch(false)", s -> {
                    if (rate > 0.05) {
                        for (Layer l : s.layers()) {
                            l.conf().setMiniBatch(false);
                        }
                    }
                });
            case 11 ->
                new Operation("addListeners", false, (s, noise) -> {
                    TrainingListener listener = s.recorder;
                    if (s.isGraph()) {
                        s.graph().addListeners(listener);
                    } else {
                        s.sequential().addListeners(listener);
                    }
                    return s.layers()[0].getListeners().size();
                });
            case 12 -> ofLayer("no dropout", layer, l -> l.setIDropout(null));
            case 13 ->
                ofLayer("the rate of an updater object", layer, l -> {
                    if (l.getIUpdater() != null) {
                        l.getIUpdater().setLrAndSchedule(rate, null);
                    }
                });
            default ->
                changing("allow input modification", s -> {
                    for (Layer l : s.layers()) {
                        l.allowInputModification(false);
                    }
                });
        };
    }

    private static Layer layerOf(Subject s, int number) {
        return s.layers()[Math.min(number, s.layers().length - 1)];
    }

    private static Operation ofLayer(String name, int number, Consumer<BaseLayer> change) {
        return changing(name + " in layer " + number, s -> {
            if (layerOf(s, number).conf().getLayer() instanceof BaseLayer layer) {
                change.accept(layer);
            }
        });
    }
}
