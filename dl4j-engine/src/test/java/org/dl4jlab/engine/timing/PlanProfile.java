package org.dl4jlab.engine.timing;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.layer.LayerCompilers;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.internal.plan.FlatArrays;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.plan.PlanOptions;
import org.dl4jlab.engine.internal.plan.StepTime;
import org.dl4jlab.engine.support.Data;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Time of every step of a plan. Arguments: network, batch size, threads, train or predict, runs, and if wanted BFLOAT16. */
public final class PlanProfile {
    private PlanProfile() {}

    public static void main(String[] args) {
        NativeRuntime.load();
        OneDnn.engine();
        int batch = Integer.parseInt(args[1]);
        boolean training = args[3].equals("train");
        Model network = QuickTiming.network(args[0]);
        DataSet data = Data.batch(1, batch, QuickTiming.shape(args[0]));
        INDArray gradients = Nd4j.create(network.params().length());
        NetworkGraph graph = read(network, Shape.ofBatch(data.getFeatures()));
        FlatArrays arrays = new FlatArrays(
                network.params().data().address(), gradients.data().address());
        long start = System.nanoTime();
        Plan plan = LayerCompilers.compile(
                graph,
                arrays,
                new PlanOptions(
                        batch,
                        training,
                        false,
                        Integer.parseInt(args[2]),
                        1,
                        args.length > 5 ? Precision.valueOf(args[5]) : Precision.FLOAT));
        System.out.printf(
                Locale.ROOT, "built in %.2f s, %.1f MB%n", (System.nanoTime() - start) / 1e9, plan.bytes() / 1e6);
        INDArray output = Nd4j.create(plan.outputShape());
        if (training) {
            plan.forward(
                    data.getFeatures().data().address(), data.getLabels().data().address(), 0, 0);
            plan.backward();
        } else {
            plan.infer(data.getFeatures().data().address(), output.data().address());
        }
        int runs = Integer.parseInt(args[4]);
        plan.profile(runs);
        double sum = 0;
        for (StepTime time : plan.profile(runs)) {
            System.out.printf(Locale.ROOT, "%10.2f us  %s%n", time.microseconds(), time.label());
            sum += time.microseconds();
        }
        System.out.printf(Locale.ROOT, "%10.2f us  sum, %.0f images/s%n", sum, batch / sum * 1e6);
        // The plan knows their addresses only; collected earlier, they would be written to after they were freed.
        List.of(network, gradients, data, output).forEach(Reference::reachabilityFence);
    }

    private static NetworkGraph read(Model network, Shape input) {
        return network instanceof ComputationGraph graph
                ? GraphReader.read(graph, input)
                : GraphReader.read((MultiLayerNetwork) network, input);
    }
}
