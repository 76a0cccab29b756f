package org.dl4jlab.training.internal.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunRecord;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** All that changes while a network is trained, and its way to a checkpoint and back. */
final class TrainingState {

    final TrainableNetwork network;
    final boolean regularized;
    final WeightAverage average;
    final BestEpoch best;
    final LossRecorder losses = new LossRecorder();
    final List<MetricsTable.Row> rows = new ArrayList<>();
    long images;
    double seconds;
    private final TrainingSettings settings;
    private int reductions;

    TrainingState(TrainableNetwork network, TrainingSettings settings, int totalSteps) {
        this.network = network;
        this.settings = settings;
        this.regularized = OptimizerSteps.isRegularized(network);
        this.average = WeightAverage.of(settings.averaging(), parameters(network), totalSteps);
        this.best = new BestEpoch(settings);
    }

    /** A copy of everything; the position is that of the batch that comes next. */
    Checkpoint checkpoint(Position position) {
        Random random = Nd4j.getRandom();
        return new Checkpoint(
                position,
                images,
                seconds,
                rows,
                losses.values(),
                ParameterArrays.copy(parameters(network)),
                network.updaterState().map(ParameterArrays::copy).orElse(new float[0]),
                average.values().map(ParameterArrays::copy),
                best.state(),
                new Checkpoint.RandomState(random.rootState(), random.nodeState()));
    }

    /** @throws IllegalArgumentException if the checkpoint is of another network, optimiser or average */
    void resume(Checkpoint checkpoint) {
        ParameterArrays.fill(parameters(network), checkpoint.parameters());
        Optional<INDArray> updater = network.updaterState();
        if (updater.isPresent() != checkpoint.updater().length > 0
                || average.values().isPresent() != checkpoint.average().isPresent()) {
            throw new IllegalArgumentException("the checkpoint is of a training with another optimiser or average");
        }
        updater.ifPresent(state -> ParameterArrays.fill(state, checkpoint.updater()));
        average.values()
                .ifPresent(values ->
                        ParameterArrays.fill(values, checkpoint.average().orElseThrow()));
        checkpoint.best().ifPresent(best::resume);
        network.setProgress(checkpoint.step(), checkpoint.position().epoch());
        losses.resume(
                checkpoint.losses(),
                settings.gradients().steps(checkpoint.position().batch()));
        rows.addAll(checkpoint.rows());
        images = checkpoint.images();
        seconds = checkpoint.seconds();
        followPlateau();
        Nd4j.getRandom()
                .setStates(checkpoint.random().root(), checkpoint.random().node());
    }

    /**
     * Reduces the learning rate as often as the finished epochs ask for it.
     *
     * @return whether it is lower now
     */
    boolean followPlateau() {
        if (settings.rate().schedule() != ScheduleSettings.Schedule.PLATEAU) {
            return false;
        }
        int due = Plateau.reductions(rows, settings.rate().plateauEpochs());
        boolean lower = reductions < due;
        for (; reductions < due; reductions++) {
            network.scaleLearningRate(settings.rate().decayFactor());
        }
        return lower;
    }

    /** How often the learning rate was reduced because validation stood still. */
    int reductions() {
        return reductions;
    }

    /** Training is over or stopped: the weights to keep take their place in the network. */
    RunRecord.Weights finish() {
        average.finish();
        Optional<Checkpoint.Best> kept = best.kept();
        kept.ifPresent(epoch -> ParameterArrays.fill(parameters(network), epoch.parameters()));
        return kept.map(epoch -> RunRecord.Weights.ofEpoch(epoch.epoch()))
                .orElse(average.values().isPresent() ? RunRecord.Weights.AVERAGE : RunRecord.Weights.LAST);
    }

    static INDArray parameters(TrainableNetwork network) {
        return network.model().params();
    }
}
