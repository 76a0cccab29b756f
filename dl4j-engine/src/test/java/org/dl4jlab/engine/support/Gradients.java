package org.dl4jlab.engine.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Compares loss and gradients of an accelerated network with DL4J in double precision. */
public final class Gradients {
    /** Largest allowed difference, relative to the largest entry of a parameter's gradient. */
    public static final double TOLERANCE = 1e-4;

    private Gradients() {}

    /** Fails unless loss and every parameter gradient agree, and all of it ran on a plan. */
    public static void assertSameAsDouble(MultiLayerNetwork network, DataSet batch) {
        MultiLayerNetwork reference = network.convertDataType(DataType.DOUBLE);
        compute(
                reference,
                batch.getFeatures().castTo(DataType.DOUBLE),
                batch.getLabels().castTo(DataType.DOUBLE));
        MultiLayerNetwork engine = Engine.accelerate(network);
        compute(engine, batch.getFeatures(), batch.getLabels());

        assertThat(Engine.fallbacks(engine)).isEmpty();
        assertThat(engine.score()).isCloseTo(reference.score(), org.assertj.core.data.Percentage.withPercentage(0.01));
        Map<String, INDArray> expected = reference.gradient().gradientForVariable();
        Map<String, INDArray> actual = engine.gradient().gradientForVariable();
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, gradient) -> {
            double error = relativeError(actual.get(name), gradient);
            assertThat(error).as("relative error of gradient %s", name).isLessThan(TOLERANCE);
        });
    }

    private static void compute(MultiLayerNetwork network, INDArray features, INDArray labels) {
        network.setInput(features);
        network.setLabels(labels);
        network.computeGradientAndScore();
    }

    /** Largest difference, relative to the largest expected magnitude. */
    public static double relativeError(INDArray actual, INDArray expected) {
        INDArray exact = expected.castTo(DataType.DOUBLE);
        double scale = exact.amaxNumber().doubleValue();
        double difference =
                actual.castTo(DataType.DOUBLE).sub(exact).amaxNumber().doubleValue();
        return scale == 0 ? difference : difference / scale;
    }
}
