package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws small sequential and graph networks on vectors and on images. */
final class RandomNetworks {
    private static final Logger log = LoggerFactory.getLogger(RandomNetworks.class);

    private final Draw draw;
    private final RandomLayers layers;
    private final List<String> description = new ArrayList<>();
    private final boolean image;
    private final boolean flattened;
    private final long[] example;
    private final int classes;

    private RandomNetworks(Draw draw) {
        this.draw = draw;
        this.layers = new RandomLayers(draw);
        this.image = !draw.oneIn(3);
        this.flattened = image && draw.oneIn(6);
        this.example = image
                ? new long[] {draw.between(1, 4), draw.between(6, 9), draw.between(6, 9)}
                : new long[] {draw.between(1, 12)};
        this.classes = draw.between(2, 6);
    }

    /** A network that DL4J can make: maps may have shrunk to nothing in others. */
    static RandomNetwork draw(Draw draw) {
        while (true) {
            RandomNetworks networks = new RandomNetworks(draw);
            try {
                return draw.oneIn(2) ? networks.sequential() : networks.graph();
            } catch (RuntimeException e) {
                log.debug("Not a network: {}", e.getMessage());
            }
        }
    }

    private InputType inputType() {
        if (!image) {
            return InputType.feedForward(example[0]);
        }
        return flattened
                ? InputType.convolutionalFlat(example[1], example[2], example[0])
                : InputType.convolutional(example[1], example[2], example[0]);
    }

    private long[] exampleShape() {
        return flattened ? new long[] {example[0] * example[1] * example[2]} : example;
    }

    private RandomNetwork sequential() {
        ListBuilder list = layers.base().list();
        int count = draw.between(1, 3);
        for (int i = 0; i < count; i++) {
            add(list, layers.perhapsFrozen(image ? layers.anyConvolution(maps()) : layers.dense(), i == 0));
            if (draw.oneIn(2)) {
                add(list, layers.between(image));
            }
        }
        if (image && draw.oneIn(2)) {
            add(list, layers.globalPooling());
        }
        if (draw.oneIn(2)) {
            add(list, layers.dense());
        }
        layers.output(classes).forEach(layer -> add(list, layer));
        list.setInputType(inputType());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return drawn(network);
    }

    private void add(ListBuilder list, Layer layer) {
        description.add(layer.getClass().getSimpleName());
        list.layer(layer);
    }

    private RandomNetwork graph() {
        GraphBuilder graph = layers.base().graphBuilder().addInputs("in").setInputTypes(inputType());
        String last = "in";
        int count = draw.between(1, 3);
        for (int i = 0; i < count; i++) {
            last = block(graph, "b" + i, last, i == 0);
        }
        if (image) {
            last = add(graph, "pool", layers.globalPooling(), last);
        }
        if (draw.oneIn(2)) {
            last = add(graph, "dense", layers.dense(), last);
        }
        int index = 0;
        for (Layer layer : layers.output(classes)) {
            last = add(graph, "out" + index++, layer, last);
        }
        graph.setOutputs(last);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return drawn(network);
    }

    private String block(GraphBuilder graph, String name, String input, boolean first) {
        int maps = maps();
        switch (draw.between(0, first ? 2 : 4)) {
            case 0 -> {
                Layer layer = image ? layers.anyConvolution(maps) : layers.dense();
                return add(graph, name, layers.perhapsFrozen(layer, first), input);
            }
            case 1 -> {
                String a = add(graph, name + "a", wide(maps), input);
                String b = add(graph, name + "b", wide(maps), draw.of(input, a));
                GraphVertex vertex =
                        new ElementWiseVertex(draw.oneIn(6) ? ElementWiseVertex.Op.Average : ElementWiseVertex.Op.Add);
                return add(graph, name + "sum", vertex, a, b);
            }
            case 2 -> {
                String a = add(graph, name + "a", wide(maps), input);
                String b = add(graph, name + "b", wide(maps()), input);
                return draw.oneIn(2)
                        ? add(graph, name + "merge", new MergeVertex(), a, b)
                        : add(graph, name + "merge", new MergeVertex(), a, b, add(graph, name + "c", wide(maps()), a));
            }
            case 3 -> {
                return add(graph, name, layers.between(image), input);
            }
            default -> {
                return add(graph, name, draw.oneIn(3) ? new ShiftVertex(0.1) : new ScaleVertex(-0.5), input);
            }
        }
    }

    private Layer wide(int maps) {
        return image
                ? layers.sameConvolution(maps)
                : new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
                        .nOut(maps)
                        .build();
    }

    private int maps() {
        return draw.oneIn(3) ? draw.of(8, 16, 32) : draw.between(1, 20);
    }

    private String add(GraphBuilder graph, String name, Layer layer, String input) {
        description.add(name + " " + layer.getClass().getSimpleName());
        graph.addLayer(name, layer, input);
        return name;
    }

    private String add(GraphBuilder graph, String name, GraphVertex vertex, String... inputs) {
        description.add(name + " " + vertex.getClass().getSimpleName());
        graph.addVertex(name, vertex, inputs);
        return name;
    }

    private RandomNetwork drawn(org.deeplearning4j.nn.api.Model network) {
        return new RandomNetwork(
                network,
                exampleShape(),
                classes,
                layers.wantProbabilities(),
                layers.areRandom(),
                layers.areNormalised(),
                network.getClass().getSimpleName() + " " + description);
    }
}
