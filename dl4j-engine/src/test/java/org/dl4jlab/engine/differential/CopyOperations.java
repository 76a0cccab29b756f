package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.changing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.internal.network.Accelerated;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

/** Calls that make a new network from one; the sequence goes on with the new one. */
final class CopyOperations {
    private final Draw draw;

    CopyOperations(Draw draw) {
        this.draw = draw;
    }

    /** Makes a network from a network. */
    private interface Making {
        Object of(Subject subject) throws Exception;
    }

    Operation draw() {
        boolean updater = !draw.oneIn(4);
        int layer = draw.between(0, 2);
        return switch (draw.between(0, 6)) {
            case 0, 1 -> goingOn("clone", s -> s.on(MultiLayerNetwork::clone, ComputationGraph::clone));
            case 2, 3 -> goingOn("save(" + updater + ") and load", s -> saveAndLoad(s, updater));
            case 4 -> goingOn("Java serialisation", CopyOperations::serialised);
            case 5 -> goingOn("freezing", s -> freeze(s, layer));
            default ->
                goingOn(
                        "convertDataType",
                        s -> s.on(
                                n -> n.convertDataType(updater ? DataType.FLOAT : DataType.DOUBLE),
                                g -> g.convertDataType(updater ? DataType.FLOAT : DataType.DOUBLE)));
        };
    }

    private static Operation goingOn(String name, Making making) {
        return changing(name, s -> {
            boolean wasAccelerated = s.model instanceof Accelerated;
            Model made = (Model) making.of(s);
            s.model = wasAccelerated ? accelerated(made) : made;
            s.listen(true);
        });
    }

    private static Model accelerated(Model model) {
        return model instanceof ComputationGraph graph
                ? Engine.accelerate(graph)
                : Engine.accelerate((MultiLayerNetwork) model);
    }

    private static Model saveAndLoad(Subject s, boolean updater) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(s.model, bytes, updater);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
        return s.isGraph()
                ? ModelSerializer.restoreComputationGraph(in, updater)
                : ModelSerializer.restoreMultiLayerNetwork(in, updater);
    }

    /** DL4J's own come out of it without what listeners need; a copy has it. */
    private static Object serialised(Subject s) throws IOException, ClassNotFoundException {
        Object read = serialise(s.model);
        if (read instanceof Accelerated) {
            return read;
        }
        Subject copy = new Subject(Snapshot.copy((Model) read));
        copy.setCounts(s.iterations(), s.epochs());
        for (Layer layer : copy.layers()) {
            layer.setIterationCount(s.iterations());
            layer.setEpochCount(s.epochs());
        }
        return copy.model;
    }

    private static Object serialise(Model model) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(model);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    /** As DL4J's users do it before they train the rest. */
    private static Object freeze(Subject s, int layer) throws Exception {
        FineTuneConfiguration fine =
                new FineTuneConfiguration.Builder().updater(new Sgd(0.03)).build();
        return s.on(
                n -> new TransferLearning.Builder(n)
                        .fineTuneConfiguration(fine)
                        .setFeatureExtractor(Math.min(layer, n.getnLayers() - 2))
                        .build(),
                g -> new TransferLearning.GraphBuilder(g)
                        .fineTuneConfiguration(fine)
                        .setFeatureExtractor(g.getLayers()[0].conf().getLayer().getLayerName())
                        .build());
    }
}
