package org.dl4jlab.engine.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Compares loss and gradients of an accelerated network with DL4J in double precision. */
public final class Gradients {
    /** Largest allowed difference, relative to the largest entry of a parameter's gradient. */
    public static final double TOLERANCE = 1e-4;

    /**
     * The same for deep networks with kinks. Among a million values some lie within rounding of a ReLU's
     * kink, or of a tie in a maximum; single and double precision then take different sides, and one
     * value's share moves from one weight to another. {@code KinksTest} shows that this is the cause.
     */
    public static final double TOLERANCE_AT_KINKS = 3e-2;

    private Gradients() {}

    /** Fails unless loss and every parameter gradient agree, and all of it ran on a plan. */
    public static void assertSameAsDouble(MultiLayerNetwork network, DataSet batch) {
        assertSameAsDouble(network, batch, TOLERANCE);
    }

    /** As before with another tolerance. */
    public static void assertSameAsDouble(MultiLayerNetwork network, DataSet batch, double tolerance) {
        MultiLayerNetwork reference = network.convertDataType(DataType.DOUBLE);
        compute(
                reference,
                batch.getFeatures().castTo(DataType.DOUBLE),
                batch.getLabels().castTo(DataType.DOUBLE));
        MultiLayerNetwork engine = Engine.accelerate(network);
        compute(engine, batch.getFeatures(), batch.getLabels());
        assertSame(engine, reference, tolerance);
    }

    /** Fails unless loss and every parameter gradient agree, and all of it ran on a plan. */
    public static void assertSameAsDouble(ComputationGraph network, DataSet batch) {
        assertSameAsDouble(network, batch, TOLERANCE);
    }

    /** As before with another tolerance. */
    public static void assertSameAsDouble(ComputationGraph network, DataSet batch, double tolerance) {
        ComputationGraph reference = network.convertDataType(DataType.DOUBLE);
        reference.setInputs(batch.getFeatures().castTo(DataType.DOUBLE));
        reference.setLabels(batch.getLabels().castTo(DataType.DOUBLE));
        reference.initGradientsView();
        reference.computeGradientAndScore();
        ComputationGraph engine = Engine.accelerate(network);
        engine.setInputs(batch.getFeatures());
        engine.setLabels(batch.getLabels());
        engine.computeGradientAndScore();
        assertSame(engine, reference, tolerance);
    }

    /** Fails unless loss and every gradient that two networks have computed agree, the first on a plan. */
    public static void assertSame(Model engine, Model reference, double tolerance) {
        assertThat(Engine.fallbacks(engine)).isEmpty();
        assertThat(engine.score()).isCloseTo(reference.score(), org.assertj.core.data.Percentage.withPercentage(0.01));
        Map<String, INDArray> expected = reference.gradient().gradientForVariable();
        Map<String, INDArray> actual = engine.gradient().gradientForVariable();
        assertThat(actual.keySet()).isEqualTo(engine.paramTable().keySet());
        double largest = actual.values().stream()
                .mapToDouble(gradient -> gradient.amaxNumber().doubleValue())
                .max()
                .orElseThrow();
        actual.forEach((name, gradient) -> {
            double error = relativeError(gradient, expected.get(name), largest);
            assertThat(error).as("relative error of gradient %s", name).isLessThan(tolerance);
        });
    }

    private static void compute(MultiLayerNetwork network, INDArray features, INDArray labels) {
        network.setInput(features);
        network.setLabels(labels);
        network.computeGradientAndScore();
    }

    /** Largest difference, relative to the largest expected magnitude. */
    public static double relativeError(INDArray actual, INDArray expected) {
        return relativeError(actual, expected, 0);
    }

    /**
     * As before, but where zero is expected, relative to the largest gradient of the network: that of a
     * bias before a batch normalisation is zero and comes out as rounding errors.
     */
    private static double relativeError(INDArray actual, INDArray expected, double largest) {
        INDArray exact = expected.castTo(DataType.DOUBLE).reshape(actual.shape());
        double scale = exact.amaxNumber().doubleValue();
        double difference =
                actual.castTo(DataType.DOUBLE).sub(exact).amaxNumber().doubleValue();
        boolean zeroExpected = scale <= 1e-12 * largest;
        return difference == 0 ? 0 : difference / (zeroExpected ? largest : scale);
    }
}
