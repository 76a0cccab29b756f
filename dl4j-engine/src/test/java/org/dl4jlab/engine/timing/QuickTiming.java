package org.dl4jlab.engine.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Images a second in training and prediction on random batches.
 *
 * <p>Arguments: network, batch size, seconds for each figure.
 */
public final class QuickTiming {
    private QuickTiming() {}

    public static void main(String[] args) {
        NativeRuntime.load();
        String name = args[0];
        int batch = Integer.parseInt(args[1]);
        double seconds = Double.parseDouble(args[2]);
        Model network = accelerated(network(name));
        long[] shape = shape(name);
        List<DataSet> batches = new ArrayList<>();
        for (int i = 0; i < (batch * shape[0] > 100_000 ? 4 : 64); i++) {
            batches.add(Data.batch(i, batch, shape));
        }
        for (int round = 0; round < 3; round++) {
            double training = rate(batch, seconds, step -> fit(network, batches.get(step % batches.size())));
            double prediction = rate(batch, seconds, step -> output(network, batches.get(step % batches.size())));
            System.out.printf(
                    Locale.ROOT,
                    "%s batch %d: training %.0f, prediction %.0f images/s, score %.4f %s%n",
                    name,
                    batch,
                    training,
                    prediction,
                    network.score(),
                    Engine.fallbacks(network));
        }
    }

    private static Model accelerated(Model network) {
        return network instanceof ComputationGraph graph
                ? Engine.accelerate(graph)
                : Engine.accelerate((MultiLayerNetwork) network);
    }

    private static void fit(Model network, DataSet batch) {
        if (network instanceof ComputationGraph graph) {
            graph.fit(batch);
        } else {
            ((MultiLayerNetwork) network).fit(batch);
        }
    }

    private static void output(Model network, DataSet batch) {
        INDArray output = network instanceof ComputationGraph graph
                ? graph.outputSingle(batch.getFeatures())
                : ((MultiLayerNetwork) network).output(batch.getFeatures());
        output.close();
    }

    /** From the fastest tenth of the steps: on a busy machine, only that is a property of the program. */
    private static double rate(int batch, double seconds, IntConsumer step) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        List<Long> times = new ArrayList<>();
        for (int i = 0; System.nanoTime() < end; i++) {
            long start = System.nanoTime();
            step.accept(i);
            times.add(System.nanoTime() - start);
        }
        times.sort(null);
        return batch / (times.get(times.size() / 10) / 1e9);
    }

    static Model network(String name) {
        return switch (name) {
            case "fc" -> Networks.fc2layer(new Sgd(0.01));
            case "cnn" -> Networks.simpleCnn(new Sgd(0.01));
            case "net" -> Networks.cifarNet(new Sgd(0.01));
            case "vgg" -> Networks.vgg11(new Sgd(0.01), 1);
            case "fast" -> Networks.fastCifarNet(1);
            case "resnet18" -> Networks.resnet18(new Sgd(0.01), 1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static long[] shape(String name) {
        return switch (name) {
            case "fc" -> new long[] {784};
            case "cnn" -> new long[] {1, 28, 28};
            case "net", "vgg", "resnet18", "fast" -> new long[] {3, 32, 32};
            default -> throw new IllegalArgumentException(name);
        };
    }
}
