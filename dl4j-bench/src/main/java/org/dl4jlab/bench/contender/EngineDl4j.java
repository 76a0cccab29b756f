package org.dl4jlab.bench.contender;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.bench.workload.Samples;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.runtime.NativeRuntime;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J network handed to the engine. */
public final class EngineDl4j implements ContenderFactory {

    @Override
    public Contender open(Workload workload, Samples samples, Options options) {
        if (options.threads() > 0) {
            System.setProperty(NativeRuntime.THREADS_PROPERTY, Integer.toString(options.threads()));
        }
        NativeRuntime.configure();
        NativeRuntime.load();
        Model model = accelerate(Dl4jContender.network(workload));
        INDArray result = Nd4j.create(workload.batchSize(), samples.classes());
        return new Dl4jContender(
                model,
                features -> Engine.outputInto(model, features, result),
                workload,
                samples,
                "DL4J 1.0.0-M2.1 with the engine");
    }

    private static Model accelerate(Model model) {
        return model instanceof MultiLayerNetwork network
                ? Engine.accelerate(network)
                : Engine.accelerate((ComputationGraph) model);
    }
}
