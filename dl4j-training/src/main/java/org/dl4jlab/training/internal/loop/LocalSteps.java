package org.dl4jlab.training.internal.loop;

import java.util.List;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.training.GradientSettings;
import org.dl4jlab.training.internal.network.TrainableNetwork;

/** Steps that this process takes. */
public final class LocalSteps implements StepSource {

    private final OptimizerSteps steps;
    private final ImageBatches batches;

    /** @param batches of the training images; closed with this object */
    public LocalSteps(TrainableNetwork network, GradientSettings settings, ImageBatches batches) {
        this.steps = new OptimizerSteps(network, settings);
        this.batches = batches;
    }

    @Override
    public int batches() {
        return batches.batches();
    }

    @Override
    public long images() {
        return batches.plan().view().size();
    }

    @Override
    public long images(int count) {
        return Math.min(images(), (long) count * batches.batch());
    }

    @Override
    public Position position() {
        return batches.position();
    }

    @Override
    public void seek(Position position) {
        batches.seek(position);
    }

    @Override
    public boolean hasNext() {
        return batches.hasNext();
    }

    @Override
    public List<Step> take(int step, int rateReductions) {
        // The network itself has the reduced rate.
        return List.of(steps.take(batches));
    }

    @Override
    public void close() {
        batches.close();
    }
}
