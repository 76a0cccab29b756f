package org.dl4jlab.training.internal.loop;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.training.GradientSettings;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.regularization.Regularization;

/** Takes optimiser steps, each on one batch or on the mean gradient of several. */
public final class OptimizerSteps {

    private final TrainableNetwork network;
    private final GradientSettings settings;
    private final Optional<GradientControl> control;
    private final boolean regularized;

    public OptimizerSteps(TrainableNetwork network, GradientSettings settings) {
        this.network = network;
        this.settings = settings;
        this.regularized = isRegularized(network);
        this.control = settings.equals(GradientSettings.plain())
                ? Optional.empty()
                : Optional.of(new GradientControl(network, settings.gradientClip()));
        control.ifPresent(listener -> network.model().addListeners(listener));
    }

    /** Fits the next batches of this epoch, of which there must be one. */
    public StepSource.Step take(ImageBatches batches) {
        // DL4J's score contains the penalty of the weights before the update; the losses on other images do not.
        double penalty = regularized ? network.penalty() : 0;
        int images = 0;
        double loss = 0;
        DataSet batch = batches.next();
        for (int earlier = 1; earlier < settings.accumulation() && batches.hasNext(); earlier++) {
            network.computeGradients(batch);
            control.orElseThrow().keep(batch.numExamples());
            images += batch.numExamples();
            loss += batch.numExamples() * network.loss();
            batch = batches.next();
        }
        int last = batch.numExamples();
        control.ifPresent(listener -> listener.expect(last));
        network.fit(batch);
        return images == 0
                ? new StepSource.Step(network.loss() - penalty, last)
                : new StepSource.Step((loss + last * network.loss()) / (images + last) - penalty, images + last);
    }

    /** Whether anything punishes large weights. */
    static boolean isRegularized(TrainableNetwork network) {
        return Arrays.stream(network.layers()).anyMatch(OptimizerSteps::isRegularized);
    }

    private static boolean isRegularized(Layer layer) {
        return layer.paramTable().keySet().stream().anyMatch(parameter -> {
            List<Regularization> terms = layer.getConfig().getRegularizationByParam(parameter);
            return terms != null && !terms.isEmpty();
        });
    }
}
