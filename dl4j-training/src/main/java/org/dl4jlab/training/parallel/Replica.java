package org.dl4jlab.training.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.random.SplitMix64;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.loop.OptimizerSteps;
import org.dl4jlab.training.internal.loop.StepSource;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.runner.NetworkBuilder;
import org.dl4jlab.training.internal.runner.RunSeeds;
import org.dl4jlab.training.internal.runner.TrainingBatches;
import org.dl4jlab.training.internal.settings.Settings;
import org.dl4jlab.training.parallel.Machines.NetworkState;
import org.dl4jlab.training.parallel.Machines.ReplicaReport;
import org.dl4jlab.training.parallel.Machines.RoundStart;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A machine's copy of a network, with its images. Between two rounds it keeps nothing that counts, so that a round can be
 * repeated by another copy. One thread makes it, uses it and closes it.
 */
public final class Replica implements AutoCloseable {

    private final ReplicaPart part;
    private final TrainingSettings settings;
    private final RunSeeds seeds;
    private final TrainableNetwork network;
    private final OptimizerSteps steps;
    private final ImageBatches batches;
    private final RunningStatistics statistics;
    private int rateReductions;

    /**
     * What a round left.
     *
     * @param sum the copy's state, weighed by its images
     * @param report everything else
     */
    public record Outcome(StateSum sum, ReplicaReport report) {}

    public Replica(ReplicaPart part) {
        this.part = part;
        this.settings = Settings.override(TrainingSettings.defaults(), part.settings());
        this.seeds = new RunSeeds(part.seed());
        Optional<EngineOptions> engine = part.engine()
                ? Optional.of(new EngineOptions(part.engineThreads(), Precision.of(part.precision())))
                : Optional.empty();
        this.network = TrainableNetwork.of(NetworkBuilder.accelerate(network(part), engine));
        this.steps = new OptimizerSteps(network, settings.gradients());
        this.statistics = RunningStatistics.of(network);
        Normalization normalization = Normalization.of(part.means(), part.deviations());
        Optional<PixelPermutation> permutation = part.permuted()
                ? Optional.of(PixelPermutation.random(part.images().shape().area(), seeds.permutation()))
                : Optional.empty();
        this.batches = new TrainingBatches(part.images().view(), permutation, normalization, part.flat())
                .of(settings, own(seeds.order()), seeds.augmentation(), engine);
    }

    private static Model network(ReplicaPart part) {
        if (part.graph()) {
            ComputationGraph graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(part.configuration()));
            graph.init();
            return graph;
        }
        MultiLayerNetwork layers = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(part.configuration()));
        layers.init();
        return layers;
    }

    /** A machine alone has the seed that it would have without any others. */
    private long own(long seed) {
        return part.machines() == 1 ? seed : SplitMix64.child(seed, part.machine());
    }

    /** Takes some steps from a state. */
    public Outcome train(RoundStart start) {
        long began = System.nanoTime();
        begin(start);
        List<StepSource.Step> taken = new ArrayList<>();
        while (taken.size() < start.steps() && batches.hasNext()) {
            taken.add(steps.take(batches));
        }
        NetworkState state = NetworkState.of(network);
        int[] images = taken.stream().mapToInt(StepSource.Step::images).toArray();
        long all = 0;
        for (int count : images) {
            all += count;
        }
        Random random = Nd4j.getRandom();
        return new Outcome(
                StateSum.of(state, all, statistics),
                new ReplicaReport(
                        taken.stream().mapToDouble(StepSource.Step::loss).toArray(),
                        images,
                        (System.nanoTime() - began) / 1e9,
                        random.rootState(),
                        random.nodeState(),
                        NetworkBuilder.ranOnEngine(network)));
    }

    private void begin(RoundStart start) {
        start.state().restore(network);
        network.setProgress(start.step(), start.epoch());
        batches.seek(new Position(start.epoch(), Math.min(start.batch(), batches.batches())));
        for (; rateReductions < start.rateReductions(); rateReductions++) {
            network.scaleLearningRate(settings.rate().decayFactor());
        }
        if (part.machine() == 0) {
            Nd4j.getRandom().setStates(start.randomRoot(), start.randomNode());
        } else {
            Nd4j.getRandom().setSeed(SplitMix64.child(own(seeds.network()), start.step()));
        }
    }

    @Override
    public void close() {
        batches.close();
        network.close();
    }
}
