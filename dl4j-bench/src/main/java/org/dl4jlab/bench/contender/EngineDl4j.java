package org.dl4jlab.bench.contender;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.bench.workload.Samples;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.runtime.NativeRuntime;

/** A DL4J network handed to the engine. */
public final class EngineDl4j implements ContenderFactory {

    @Override
    public Contender open(Workload workload, Samples samples, Options options) {
        if (options.threads() > 0) {
            System.setProperty(NativeRuntime.THREADS_PROPERTY, Integer.toString(options.threads()));
        }
        NativeRuntime.configure();
        NativeRuntime.load();
        return new Dl4jContender(
                accelerate(Dl4jContender.network(workload)), workload, samples, "DL4J 1.0.0-M2.1 with the engine");
    }

    private static Model accelerate(Model model) {
        return model instanceof MultiLayerNetwork network
                ? Engine.accelerate(network)
                : Engine.accelerate((ComputationGraph) model);
    }
}
