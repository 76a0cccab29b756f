package org.dl4jlab.training.internal.loop;

import java.util.Optional;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.training.GradientSettings;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** Takes optimiser steps, each on one batch or on the mean gradient of several. */
final class OptimizerSteps {

    private final TrainableNetwork network;
    private final GradientSettings settings;
    private final Optional<GradientControl> control;

    /**
     * One step.
     *
     * @param loss mean over its images, before the update, with regularisation
     * @param images trained on
     */
    record Step(double loss, int images) {}

    OptimizerSteps(TrainableNetwork network, GradientSettings settings) {
        this.network = network;
        this.settings = settings;
        this.control = settings.equals(GradientSettings.plain())
                ? Optional.empty()
                : Optional.of(new GradientControl(network, settings.gradientClip()));
        control.ifPresent(listener -> network.model().addListeners(listener));
    }

    /** Fits the next batches of this epoch, of which there must be one. */
    Step take(ImageBatches batches) {
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
                ? new Step(network.loss(), last)
                : new Step((loss + last * network.loss()) / (images + last), images + last);
    }
}
