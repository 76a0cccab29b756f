package org.dl4jlab.engine.support;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Seeded random batches. */
public final class Data {
    private Data() {}

    /** Normally distributed features of any shape. */
    public static INDArray features(long seed, long... shape) {
        Random random = new Random(seed);
        INDArray array = Nd4j.create(shape);
        float[] values = new float[(int) array.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, shape, 'c');
    }

    /** One-hot labels. */
    public static INDArray labels(long seed, int batch, int classes) {
        Random random = new Random(seed);
        float[] values = new float[batch * classes];
        for (int i = 0; i < batch; i++) {
            values[i * classes + random.nextInt(classes)] = 1;
        }
        return Nd4j.create(values, new long[] {batch, classes}, 'c');
    }

    /** A batch for a network with ten classes. */
    public static DataSet batch(long seed, int batch, long... exampleShape) {
        long[] shape = new long[exampleShape.length + 1];
        shape[0] = batch;
        System.arraycopy(exampleShape, 0, shape, 1, exampleShape.length);
        return new DataSet(features(seed, shape), labels(seed + 1, batch, 10));
    }
}
