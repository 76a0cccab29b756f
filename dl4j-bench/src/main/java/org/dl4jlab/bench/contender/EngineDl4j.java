package org.dl4jlab.bench.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.Predictor;
import org.dl4jlab.engine.Unsupported;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J network handed to the engine. */
public final class EngineDl4j implements ContenderFactory {

    @Override
    public Contender open(Workload workload, int batchSize, SampleImages samples, Options options) {
        return open(workload, batchSize, samples, options, Precision.FLOAT);
    }

    static Contender open(
            Workload workload, int batchSize, SampleImages samples, Options options, Precision precision) {
        if (options.threads() > 0) {
            System.setProperty(NativeRuntime.THREADS_PROPERTY, Integer.toString(options.threads()));
        }
        NativeRuntime.configure();
        NativeRuntime.load();
        Model model =
                accelerate(Dl4jNetworks.of(workload), EngineOptions.defaults().withPrecision(precision));
        INDArray result = Nd4j.create(batchSize, samples.classes());
        Supplier<Predictor> predictor = once(() -> Engine.predictor(model));
        return new Dl4jContender(
                model,
                features -> predictor.get().outputInto(features, result),
                workload,
                batchSize,
                samples,
                () -> "DL4J 1.0.0-M2.1 with the engine, " + precision.title() + unlessEmpty(Engine.fallbacks(model)));
    }

    private static String unlessEmpty(List<Unsupported> fallbacks) {
        return fallbacks.isEmpty() ? "" : ", which left to DL4J: " + fallbacks;
    }

    /** Made when it is first asked for: a contender that trains needs no predictor. */
    private static <T> Supplier<T> once(Supplier<T> make) {
        List<T> made = new ArrayList<>(1);
        return () -> {
            if (made.isEmpty()) {
                made.add(make.get());
            }
            return made.get(0);
        };
    }

    private static Model accelerate(Model model, EngineOptions options) {
        return model instanceof MultiLayerNetwork network
                ? Engine.accelerate(network, options)
                : Engine.accelerate((ComputationGraph) model, options);
    }
}
