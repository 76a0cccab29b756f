package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws small networks on vectors, images and sequences. */
final class RandomNetworks {
    private static final Logger log = LoggerFactory.getLogger(RandomNetworks.class);

    private static final int TRIES = 100;

    private final Draw draw;
    private final RandomLayers layers;
    private final List<String> description = new ArrayList<>();
    private final int classes;

    private RandomNetworks(Draw draw) {
        this.draw = draw;
        this.layers = new RandomLayers(draw);
        this.classes = draw.between(2, 6);
    }

    /** A network that DL4J can make: maps may have shrunk to nothing in others. */
    static RandomNetwork draw(Draw draw) {
        RuntimeException last = null;
        for (int i = 0; i < TRIES; i++) {
            RandomNetworks networks = new RandomNetworks(draw);
            try {
                return networks.any();
            } catch (RuntimeException e) {
                log.debug("Not a network: {}", e.getMessage());
                last = e;
            }
        }
        throw new IllegalStateException("DL4J made none of " + TRIES + " networks", last);
    }

    private RandomNetwork any() {
        return switch (draw.between(0, 12)) {
            case 0, 1 -> sequences();
            case 2, 3, 4, 5, 6 -> sequential();
            default -> {
                RandomGraph graph = new RandomGraph(draw, layers, description);
                Model network = graph.draw(classes);
                yield drawn(network, graph.inputs(), graph.outputs());
            }
        };
    }

    private RandomNetwork sequential() {
        boolean image = !draw.oneIn(3);
        boolean flattened = image && draw.oneIn(6);
        long[] example = example(draw, image);
        ListBuilder list = layers.base().list();
        int count = draw.between(1, 3);
        for (int i = 0; i < count; i++) {
            int maps = layers.maps();
            add(list, layers.perhapsFrozen(image ? layers.anyConvolution(maps) : layers.dense(), i == 0));
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
        list.setInputType(inputType(example, flattened));
        Port input = flattened ? Port.of(example[0] * example[1] * example[2]) : Port.of(example);
        return initialised(list, input, Port.of(classes));
    }

    private RandomNetwork sequences() {
        RandomSequences sequences = new RandomSequences(draw, layers);
        int width = draw.between(1, 5);
        ListBuilder list = layers.base().list();
        int count = draw.between(1, 2);
        for (int i = 0; i < count; i++) {
            add(list, sequences.layer());
        }
        boolean everyStep = draw.oneIn(2);
        if (everyStep) {
            sequences.output(classes).forEach(layer -> add(list, layer));
        } else {
            add(list, sequences.end());
            layers.output(classes).forEach(layer -> add(list, layer));
        }
        if (everyStep && draw.oneIn(3)) {
            list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(draw.between(2, 3));
        }
        list.setInputType(InputType.recurrent(width));
        return initialised(list, Port.sequenceOf(width), everyStep ? Port.sequenceOf(classes) : Port.of(classes));
    }

    static long[] example(Draw draw, boolean image) {
        return image
                ? new long[] {draw.between(1, 4), draw.between(6, 9), draw.between(6, 9)}
                : new long[] {draw.between(1, 12)};
    }

    static InputType inputType(long[] example, boolean flattened) {
        if (example.length == 1) {
            return InputType.feedForward(example[0]);
        }
        return flattened
                ? InputType.convolutionalFlat(example[1], example[2], example[0])
                : InputType.convolutional(example[1], example[2], example[0]);
    }

    private void add(ListBuilder list, Layer layer) {
        description.add(layer.getClass().getSimpleName());
        list.layer(layer);
    }

    private RandomNetwork initialised(ListBuilder list, Port input, Port output) {
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return drawn(network, List.of(input), List.of(output));
    }

    private RandomNetwork drawn(Model network, List<Port> inputs, List<Port> outputs) {
        return new RandomNetwork(
                network,
                inputs,
                outputs,
                layers.areRandom(),
                layers.areNormalised(),
                layers.masksFollow(),
                network.getClass().getSimpleName() + " " + description);
    }
}
