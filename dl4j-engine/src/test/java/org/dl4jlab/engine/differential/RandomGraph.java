package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Draws a small graph network, with branches, and with one or several inputs and outputs. */
final class RandomGraph {
    private final Draw draw;
    private final RandomLayers layers;
    private final List<String> description;
    private final List<Port> inputs = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();
    private GraphBuilder graph;
    private boolean image;

    RandomGraph(Draw draw, RandomLayers layers, List<String> description) {
        this.draw = draw;
        this.layers = layers;
        this.description = description;
    }

    List<Port> inputs() {
        return inputs;
    }

    List<Port> outputs() {
        return outputs;
    }

    ComputationGraph draw(int classes) {
        graph = layers.base().graphBuilder();
        image = !draw.oneIn(3);
        long[] example = RandomNetworks.example(draw, image);
        boolean sequences = draw.oneIn(10);
        boolean several = !sequences && draw.oneIn(5);
        if (sequences) {
            image = false;
            graph.addInputs("in").setInputTypes(InputType.recurrent(example[0]));
            inputs.add(Port.sequenceOf(example[0]));
        } else if (several) {
            int width = draw.between(1, 5);
            graph.addInputs("in", "other")
                    .setInputTypes(RandomNetworks.inputType(example, false), InputType.feedForward(width));
            inputs.add(Port.of(example));
            inputs.add(Port.of(width));
        } else {
            graph.addInputs("in").setInputTypes(RandomNetworks.inputType(example, false));
            inputs.add(Port.of(example));
        }
        String last = sequences ? sequenceBlocks() : blocks();
        if (several) {
            String other = add("other0", wide(draw.between(1, 8), false), "other");
            last = add("both", new MergeVertex(), add("one0", wide(draw.between(1, 8), false), last), other);
        }
        if (draw.oneIn(2)) {
            last = add("dense", layers.dense(), last);
        }
        finish(last, classes);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private void finish(String last, int classes) {
        List<String> ends = new ArrayList<>();
        ends.add(output("out", last, classes));
        outputs.add(Port.of(classes));
        if (draw.oneIn(8)) {
            int others = draw.between(2, 4);
            ends.add(output("second", draw.oneIn(2) ? last : add("aside", wide(4, false), last), others));
            outputs.add(Port.of(others));
        }
        graph.setOutputs(ends.toArray(String[]::new));
    }

    private String output(String name, String input, int classes) {
        String last = input;
        int index = 0;
        for (Layer layer : layers.output(classes)) {
            last = add(name + index++, layer, last);
        }
        return last;
    }

    /** Without branches: where two recurrent layers read the same vertex, DL4J ends the process now and then. */
    private String sequenceBlocks() {
        RandomSequences sequences = new RandomSequences(draw, layers);
        String first = add("s0", sequences.layer(), "in");
        String last = draw.oneIn(2) ? add("s1", sequences.layer(), first) : first;
        return add("end", sequences.end(), last);
    }

    private String blocks() {
        String last = "in";
        int count = draw.between(1, 3);
        for (int i = 0; i < count; i++) {
            last = block("b" + i, last, i == 0);
        }
        return image ? add("pool", layers.globalPooling(), last) : last;
    }

    private String block(String name, String input, boolean first) {
        int maps = layers.maps();
        switch (draw.between(0, first ? 3 : 5)) {
            case 0 -> {
                Layer layer = image ? layers.anyConvolution(maps) : layers.dense();
                return add(name, layers.perhapsFrozen(layer, first), input);
            }
            case 1 -> {
                String a = add(name + "a", wide(maps, image), input);
                String b = add(name + "b", wide(maps, image), draw.of(input, a));
                return add(name + "sum", new ElementWiseVertex(operation()), a, b);
            }
            case 2 -> {
                String a = add(name + "a", wide(maps, image), input);
                String b = add(name + "b", wide(layers.maps(), image), input);
                return draw.oneIn(2)
                        ? add(name + "merge", new MergeVertex(), a, b)
                        : add(name + "merge", new MergeVertex(), a, b, add(name + "c", wide(layers.maps(), image), a));
            }
            case 3 -> {
                return stem(name, input);
            }
            case 4 -> {
                return add(name, layers.between(image), input);
            }
            default -> {
                GraphVertex vertex = draw.of(
                        new ScaleVertex(-0.5),
                        new ScaleVertex(2),
                        new ShiftVertex(0.1),
                        new SubsetVertex(0, 0),
                        new L2NormalizeVertex());
                return add(name, vertex, input);
            }
        }
    }

    private ElementWiseVertex.Op operation() {
        return draw.oneIn(6)
                ? draw.of(ElementWiseVertex.Op.Average, ElementWiseVertex.Op.Product, ElementWiseVertex.Op.Max)
                : ElementWiseVertex.Op.Add;
    }

    /** Branches of any width behind a layer of as many maps as fill whole blocks, as DenseNet has them. */
    private String stem(String name, String input) {
        String stem = add(name + "stem", wide(draw.of(16, 32), image), input);
        int[] widths = draw.of(new int[] {5, 7}, new int[] {8, 8}, new int[] {12, 12}, new int[] {16, 4});
        String a = add(name + "a", wide(widths[0], image), stem);
        String b = add(name + "b", wide(widths[1], image), draw.of(stem, a));
        return draw.oneIn(2)
                ? add(name + "merge", new MergeVertex(), a, b)
                : add(name + "merge", new MergeVertex(), stem, a, b);
    }

    private Layer wide(int maps, boolean ofImages) {
        return ofImages
                ? layers.sameConvolution(maps)
                : new DenseLayer.Builder().nOut(maps).build();
    }

    private String add(String name, Layer layer, String input) {
        description.add(name + " " + layer.getClass().getSimpleName());
        graph.addLayer(name, layer, input);
        return name;
    }

    private String add(String name, GraphVertex vertex, String... vertexInputs) {
        description.add(name + " " + vertex.getClass().getSimpleName());
        graph.addVertex(name, vertex, vertexInputs);
        return name;
    }
}
