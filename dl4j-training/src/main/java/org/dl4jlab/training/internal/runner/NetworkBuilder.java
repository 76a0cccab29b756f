package org.dl4jlab.training.internal.runner;

import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.models.network.FastCifarNet;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.training.BalanceSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.Pretrained;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.loop.Updaters;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.network.Whitening;
import org.dl4jlab.training.internal.run.RunRecord;

/** Puts data set, optimiser and seed into an experiment's network, makes it, and hands it to the engine. */
public final class NetworkBuilder {

    /**
     * A network and what a record says about it.
     *
     * @param network ready to train
     * @param record its facts
     */
    record Built(TrainableNetwork network, RunRecord.Network record) {}

    private NetworkBuilder() {}

    /** @param engine how the compiled engine runs the network; empty for DL4J's own layers */
    static Built build(
            Experiment experiment,
            TrainingSettings settings,
            PreparedData images,
            RunSeeds seeds,
            Optional<EngineOptions> engine) {
        NetworkDefinition definition = experiment.network();
        DataSetSpec data = images.loaded().spec();
        ImageShape shape = data.shape();
        InputShape input = new InputShape(shape.channels(), shape.height(), shape.width());
        NetworkOptions options = definition
                .defaults()
                .withInput(input)
                .withClasses(data.classCount())
                .withSeed(seeds.network())
                .withUpdater(Updaters.of(settings, images.stepsPerEpoch(settings)));
        options = decayed(options, settings.optimization());
        NetworkConfiguration configuration = definition.configure(options);
        if (settings.balance().classWeights() == BalanceSettings.ClassWeights.BALANCED) {
            ClassWeighting.apply(configuration, images.train());
        }
        FirstLayers.apply(configuration, settings.fineTuning(), options.updater());
        Model plain = configuration.initialize();
        RunRecord.Start start = begin(experiment, plain, images);
        engine.flatMap(how -> Engine.refusal(plain, how)).ifPresent(reason -> {
            throw new InvalidInputException(reason);
        });
        Model model = accelerate(plain, engine);
        NetworkSummary summary = definition.summary(options);
        return new Built(
                TrainableNetwork.of(model),
                new RunRecord.Network(
                        definition.name(),
                        summary.parameters(),
                        summary.statistics(),
                        model != plain,
                        engine.map(EngineOptions::precision)
                                .orElse(Precision.FLOAT)
                                .title(),
                        RunRecord.Layer.of(summary),
                        start));
    }

    /** Replaces random weights by trained ones, or by ones that follow from the images; null if they stay random. */
    private static RunRecord.Start begin(Experiment experiment, Model plain, PreparedData images) {
        RunRecord.Start start = null;
        if (experiment.pretrained().isPresent()) {
            Pretrained trained = experiment.pretrained().get();
            start = new RunRecord.Start(trained.origin(), trained.sha256(), trained.copyInto(plain));
        } else if (experiment.network().name().equals(Networks.FAST_CIFAR_NET.name())) {
            plain.getParam(FastCifarNet.WHITENING + "_W")
                    .assign(Whitening.weights(images.train(), images.normalization(), 2));
        }
        experiment.preparation().ifPresent(p -> p.prepare(plain, images.train(), images.normalization()));
        return start;
    }

    /** Whether all that the network did so far ran on the engine. */
    public static boolean ranOnEngine(TrainableNetwork network) {
        return Engine.isAccelerated(network.model())
                && Engine.fallbacks(network.model()).isEmpty();
    }

    private static NetworkOptions decayed(NetworkOptions options, OptimizerSettings chosen) {
        return chosen.optimizer() == OptimizerSettings.Optimizer.ADAMW
                ? options.withWeightDecay(chosen.weightDecay())
                : options.withL2(chosen.weightDecay());
    }

    /** Hands a network to the compiled engine; without one it stays as it is. */
    public static Model accelerate(Model model, Optional<EngineOptions> engine) {
        return engine.map(how -> accelerate(model, how)).orElse(model);
    }

    private static Model accelerate(Model model, EngineOptions options) {
        return model instanceof MultiLayerNetwork layers
                ? Engine.accelerate(layers, options)
                : Engine.accelerate((ComputationGraph) model, options);
    }
}
