package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Draws batches in any form that DL4J takes, and in some that it does not take. Each comes from a source that makes the
 * same arrays again: once for each network that is compared.
 */
final class RandomArrays {
    private final Draw draw;
    private final RandomNetwork network;

    RandomArrays(Draw draw, RandomNetwork network) {
        this.draw = draw;
        this.network = network;
    }

    int size() {
        return draw.of(1, 2, 3, 3, 5, 5, 8, 17);
    }

    int steps() {
        return draw.of(1, 2, 4, 4, 7);
    }

    /** A batch of any size, some with masks. */
    Examples.Source batch() {
        return batch(size(), steps());
    }

    /** A batch of this size, some with masks. */
    Examples.Source batch(int size, int steps) {
        return batch(size, steps, draw.oneIn(8), draw.oneIn(6));
    }

    Examples.Source plainBatch() {
        return plainBatch(size(), steps());
    }

    Examples.Source plainBatch(int size, int steps) {
        return batch(size, steps, false, false);
    }

    Examples.Source maskedBatch() {
        boolean features = draw.oneIn(2);
        return batch(size(), steps(), features, !features || draw.oneIn(3));
    }

    /** With masks of both kinds. */
    Examples.Source maskedBatch(int size, int steps) {
        return batch(size, steps, true, true);
    }

    /** Several batches, most of one size, the last often smaller. */
    List<Examples.Source> batches() {
        List<Examples.Source> batches = new ArrayList<>();
        int size = size();
        int steps = steps();
        int count = draw.between(1, 3);
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1 && draw.oneIn(2);
            batches.add(batch(last ? Math.max(1, size / 2) : size, draw.oneIn(4) ? steps() : steps));
        }
        return batches;
    }

    private Examples.Source batch(int size, int steps, boolean maskFeatures, boolean maskLabels) {
        List<Supplier<INDArray>> x = new ArrayList<>();
        List<Supplier<INDArray>> y = new ArrayList<>();
        List<Supplier<INDArray>> xMasks = new ArrayList<>();
        List<Supplier<INDArray>> yMasks = new ArrayList<>();
        for (Port input : network.inputs()) {
            x.add(features(input, size, steps));
            xMasks.add(maskFeatures ? featuresMask(input, size, steps) : () -> null);
        }
        for (Port output : network.outputs()) {
            y.add(labels(output, size, steps));
            yMasks.add(maskLabels ? labelsMask(output, size, steps) : () -> null);
        }
        return noise -> new Examples(
                arrays(x, noise), arrays(y, Noise.NONE), arrays(xMasks, Noise.NONE), arrays(yMasks, Noise.NONE));
    }

    private static INDArray[] arrays(List<Supplier<INDArray>> sources, Noise noise) {
        return sources.stream().map(source -> noise.on(source.get())).toArray(INDArray[]::new);
    }

    private Supplier<INDArray> features(Port port, int size, int steps) {
        long seed = draw.seed();
        long[] shape = port.batch(size, steps);
        DataType type = draw.oneIn(8) ? draw.of(DataType.DOUBLE, DataType.HALF) : DataType.FLOAT;
        boolean black = Math.floorMod(seed, 6) == 0;
        return form(() -> black ? withZeros(gaussian(seed, shape)) : gaussian(seed, shape), type);
    }

    private Supplier<INDArray> labels(Port port, int size, int steps) {
        long seed = draw.seed();
        boolean soft = draw.oneIn(3);
        DataType type = draw.of(DataType.DOUBLE, DataType.INT, DataType.HALF);
        return form(() -> labels(seed, port.batch(size, steps), soft), !soft && draw.oneIn(4) ? type : DataType.FLOAT);
    }

    /** The first half of each example is zero, as black parts of pictures are, and the first example altogether. */
    private static INDArray withZeros(INDArray features) {
        long perExample = features.length() / features.size(0);
        for (long i = 0; i < features.length(); i++) {
            if (i < perExample || i % perExample < perExample / 2) {
                features.putScalar(i, 0);
            }
        }
        return features;
    }

    /** Zeros and ones for examples, steps, or rows of an image, as the input has them. */
    private Supplier<INDArray> featuresMask(Port port, int size, int steps) {
        if (port.isSequence()) {
            return mask(size, steps);
        }
        if (port.isImage()) {
            long rows = port.example()[1];
            Supplier<INDArray> mask = draw.oneIn(2) ? mask(size, 1, rows, 1) : mask(size, 1, 1, port.example()[2]);
            return network.masksFollow() ? mask : () -> null;
        }
        return mask(size, 1);
    }

    /** Zeros and ones for examples or steps, or one for each number. */
    private Supplier<INDArray> labelsMask(Port port, int size, int steps) {
        if (port.isSequence()) {
            return mask(size, steps);
        }
        return draw.oneIn(6) ? mask(size, port.width()) : mask(size, 1);
    }

    /** The first entry of an example is always 1, so that something is left of each. */
    private Supplier<INDArray> mask(long... shape) {
        long seed = draw.seed();
        return () -> {
            Draw values = new Draw(seed);
            INDArray mask = Nd4j.ones(shape);
            long perExample = mask.length() / shape[0];
            for (long i = 1; i < mask.length(); i++) {
                if (i % perExample != 0 || perExample == 1) {
                    mask.putScalar(i, values.between(0, 1));
                }
            }
            return mask;
        };
    }

    /** A batch of which one array has a shape, type or state that the network does not take. */
    Examples.Source wrongBatch() {
        int size = size();
        int steps = steps();
        Examples.Source right = batch(size, steps, false, false);
        boolean features = draw.oneIn(2);
        List<Port> ports = features ? network.inputs() : network.outputs();
        int which = draw.between(0, ports.size() - 1);
        Supplier<INDArray> wrong =
                features ? wrongFeatures(ports.get(which), size) : wrongLabels(ports.get(which), size);
        boolean missing = draw.oneIn(12);
        return noise -> {
            Examples examples = right.with(noise);
            if (missing) {
                INDArray[] none = {};
                return features
                        ? new Examples(none, examples.labels(), examples.featuresMasks(), examples.labelsMasks())
                        : new Examples(examples.features(), none, examples.featuresMasks(), examples.labelsMasks());
            }
            (features ? examples.features() : examples.labels())[which] = wrong.get();
            return examples;
        };
    }

    private Supplier<INDArray> wrongFeatures(Port port, int size) {
        long seed = draw.seed();
        long width = port.width();
        return draw.<Supplier<INDArray>>of(
                () -> gaussian(seed, size, width + 1),
                () -> gaussian(seed, size, width + 1, 7, 7),
                () -> gaussian(seed, size, width, 2),
                () -> gaussian(seed, size, width + 1, 2),
                () -> gaussian(seed, size, width),
                () -> gaussian(seed, size),
                () -> gaussian(seed, size + 1, width),
                () -> Nd4j.empty(DataType.FLOAT),
                () -> {
                    INDArray closed = gaussian(seed, size, width);
                    closed.close();
                    return closed;
                },
                () -> null);
    }

    private Supplier<INDArray> wrongLabels(Port port, int size) {
        long classes = port.width();
        return draw.<Supplier<INDArray>>of(
                () -> Nd4j.ones(size, classes + 1),
                () -> Nd4j.ones(size, Math.max(1, classes - 1)),
                () -> Nd4j.ones(size + 1, classes),
                () -> Nd4j.ones(size),
                () -> Nd4j.ones(size, classes, 1),
                () -> Nd4j.ones(size, classes, 1, 1),
                () -> Nd4j.scalar(1f),
                () -> null);
    }

    /** One class for each example, or for each step of one. */
    private static INDArray labels(long seed, long[] shape, boolean soft) {
        Draw values = new Draw(seed);
        INDArray labels = Nd4j.create(shape);
        long steps = shape.length == 3 ? shape[2] : 1;
        for (long i = 0; i < shape[0]; i++) {
            for (long step = 0; step < steps; step++) {
                long label = values.between(0, (int) shape[1] - 1);
                long[] index = shape.length == 3 ? new long[] {i, label, step} : new long[] {i, label};
                labels.putScalar(index, 1);
            }
        }
        return soft ? labels.mul(0.9).addi(0.1 / shape[1]) : labels;
    }

    static INDArray gaussian(long seed, long... shape) {
        Draw values = new Draw(seed);
        float[] flat = new float[(int) Nd4j.createUninitialized(shape).length()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = values.gaussian();
        }
        return Nd4j.create(flat, shape, 'c');
    }

    /** The same values, or nearly, in another order or type, or as a part of a larger array. */
    private Supplier<INDArray> form(Supplier<INDArray> plain, DataType type) {
        if (type != DataType.FLOAT) {
            return () -> plain.get().castTo(type);
        }
        return switch (draw.between(0, 9)) {
            case 0 -> () -> plain.get().dup('f');
            case 1 ->
                () -> {
                    INDArray values = plain.get();
                    return partOfLarger(values, values.rank() - 1, 2, 3);
                };
            case 2 -> () -> partOfLarger(plain.get(), 0, 1, 2);
            case 3 -> () -> everyOther(plain.get());
            default -> plain;
        };
    }

    private static INDArray partOfLarger(INDArray values, int axis, int from, int more) {
        long[] shape = values.shape().clone();
        shape[axis] += more;
        INDArrayIndex[] part = NDArrayIndex.allFor(values);
        part[axis] = NDArrayIndex.interval(from, values.size(axis) + from);
        return Nd4j.create(shape).get(part).assign(values);
    }

    /** The rows between which others lie. */
    private static INDArray everyOther(INDArray values) {
        long[] shape = values.shape().clone();
        shape[0] *= 2;
        INDArrayIndex[] part = NDArrayIndex.allFor(values);
        part[0] = NDArrayIndex.interval(0, 2, shape[0]);
        return Nd4j.valueArrayOf(shape, 7f).get(part).assign(values);
    }
}
