package org.dl4jlab.engine.differential;

import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Draws arrays in any form that DL4J takes, and in some that it does not take. Each is a supplier that makes the same
 * array again: one for each network that is compared.
 */
final class RandomArrays {
    private final Draw draw;
    private final RandomNetwork network;

    RandomArrays(Draw draw, RandomNetwork network) {
        this.draw = draw;
        this.network = network;
    }

    int batch() {
        return network.normalised() ? draw.of(5, 8, 17) : draw.of(1, 2, 3, 3, 5, 5, 8, 17);
    }

    /** The size of a last batch. */
    int remainder() {
        return network.normalised() ? 4 : 1;
    }

    Supplier<INDArray> features(int batch) {
        long[] shape = new long[network.example().length + 1];
        shape[0] = batch;
        System.arraycopy(network.example(), 0, shape, 1, network.example().length);
        long seed = draw.seed();
        return form(
                () -> gaussian(seed, shape), draw.oneIn(8) ? draw.of(DataType.DOUBLE, DataType.HALF) : DataType.FLOAT);
    }

    Supplier<INDArray> labels(int batch) {
        long seed = draw.seed();
        boolean soft = draw.oneIn(3);
        DataType type = draw.of(DataType.DOUBLE, DataType.INT, DataType.HALF);
        return form(() -> labels(seed, batch, soft), !soft && draw.oneIn(4) ? type : DataType.FLOAT);
    }

    /** One number an example, 1 or 0; the first is always 1. */
    Supplier<INDArray> labelsMask(int batch) {
        long seed = draw.seed();
        return () -> {
            Draw values = new Draw(seed);
            INDArray mask = Nd4j.ones(batch, 1);
            for (int i = 1; i < batch; i++) {
                mask.putScalar(i, 0, values.between(0, 1));
            }
            return mask;
        };
    }

    /** Features that no network of this shape takes. */
    Supplier<INDArray> wrongFeatures(int batch) {
        long seed = draw.seed();
        long width = network.example()[0];
        return draw.<Supplier<INDArray>>of(
                () -> gaussian(seed, batch, width + 1),
                () -> gaussian(seed, batch, width + 1, 7, 7),
                () -> gaussian(seed, batch, width, 2),
                () -> gaussian(seed, batch),
                () -> Nd4j.empty(DataType.FLOAT),
                () -> {
                    INDArray closed = gaussian(seed, batch, width);
                    closed.close();
                    return closed;
                },
                () -> null);
    }

    /** Labels that no network with these classes takes. */
    Supplier<INDArray> wrongLabels(int batch) {
        int classes = network.classes();
        return draw.<Supplier<INDArray>>of(
                () -> Nd4j.ones(batch, classes + 1),
                () -> Nd4j.ones(batch, classes - 1),
                () -> Nd4j.ones(batch + 1, classes),
                () -> Nd4j.ones(batch),
                () -> Nd4j.ones(batch, classes, 1, 1),
                () -> Nd4j.scalar(1f),
                () -> null);
    }

    private INDArray labels(long seed, int batch, boolean soft) {
        Draw values = new Draw(seed);
        INDArray labels = Nd4j.create(batch, network.classes());
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, values.between(0, network.classes() - 1), 1);
        }
        return soft ? labels.mul(0.9).addi(0.1 / network.classes()) : labels;
    }

    static INDArray gaussian(long seed, long... shape) {
        Draw values = new Draw(seed);
        float[] flat = new float[(int) Nd4j.createUninitialized(shape).length()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = values.gaussian();
        }
        return Nd4j.create(flat, shape, 'c');
    }

    /** The same values, or nearly, in another order, type, or as a part of a larger array. */
    private Supplier<INDArray> form(Supplier<INDArray> plain, DataType type) {
        if (type != DataType.FLOAT) {
            return () -> plain.get().castTo(type);
        }
        return switch (draw.between(0, 7)) {
            case 0 -> () -> plain.get().dup('f');
            case 1 ->
                () -> {
                    INDArray values = plain.get();
                    long[] shape = values.shape().clone();
                    shape[shape.length - 1] += 3;
                    int last = shape.length - 1;
                    org.nd4j.linalg.indexing.INDArrayIndex[] part = NDArrayIndex.allFor(values);
                    part[last] = NDArrayIndex.interval(2, values.size(last) + 2);
                    return Nd4j.create(shape).get(part).assign(values);
                };
            case 2 ->
                () -> {
                    INDArray values = plain.get();
                    long[] shape = values.shape().clone();
                    shape[0] += 2;
                    org.nd4j.linalg.indexing.INDArrayIndex[] part = NDArrayIndex.allFor(values);
                    part[0] = NDArrayIndex.interval(1, values.size(0) + 1);
                    return Nd4j.create(shape).get(part).assign(values);
                };
            default -> plain;
        };
    }
}
