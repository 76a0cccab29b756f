package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.ChosenMaximum;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Why gradients of deep networks with ReLU and maximum pooling differ from those in double precision by more than
 * rounding.
 *
 * <p>Among a million values some lie within rounding of zero, where ReLU has its kink, or of another in the window
 * whose maximum is taken, and single and double precision take different sides. Here DL4J in double precision is made to
 * take the engine's side at every one of them: it lets through what the engine let through, whatever the sign in
 * double precision, and takes as maximum what the engine took. All gradients then agree nearly within the tolerance of smooth
 * networks, so nothing else differs.
 */
class KinksTest {
    /** Of a network of 18 layers; DL4J in single precision is no closer. */
    private static final double TOLERANCE = 2e-4;

    @ParameterizedTest
    @ValueSource(ints = {7, 64})
    void vgg16OnTheSameSideOfEveryKinkHasTheGradientsOfDoublePrecision(int batch) {
        compare(Networks.vgg16(new Sgd(0.01), 8, Networks.Kinks.AS_PUBLISHED), Data.batch(1, batch, 3, 32, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 64})
    void vggOnTheSameSideOfEveryKinkHasTheGradientsOfDoublePrecision(int batch) {
        compare(Networks.vgg11(new Sgd(0.01), 8), Data.batch(1, batch, 3, 32, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 64})
    void resNetOnTheSameSideOfEveryKinkHasTheGradientsOfDoublePrecision(int batch) {
        compare(Networks.resnet18(new Sgd(0.01), 8), Data.batch(1, batch, 3, 32, 32));
    }

    @Test
    @Tag("full")
    void vggOfFullWidthAtItsTrainingBatch() {
        assertThat(compare(Networks.vgg11(new Sgd(0.01), 1), Data.batch(1, 128, 3, 32, 32)))
                .isPositive();
    }

    @Test
    @Tag("full")
    void resNetOfFullWidthAtItsTrainingBatch() {
        assertThat(compare(Networks.resnet18(new Sgd(0.01), 1), Data.batch(1, 128, 3, 32, 32)))
                .isPositive();
    }

    private static long compare(MultiLayerNetwork network, DataSet batch) {
        MultiLayerNetwork reference = network.convertDataType(DataType.DOUBLE);
        MultiLayerNetwork engine = Engine.accelerate(network);
        Map<Layer, INDArray> open = new HashMap<>();
        Map<Integer, ChosenMaximum> poolings = new HashMap<>();
        engine.setListeners(new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, List<INDArray> activations) {
                for (int i = 0; i + 1 < activations.size(); i++) {
                    open.put(reference.getLayer(i), activations.get(i + 1).gt(0).castTo(DataType.DOUBLE));
                    if (reference.getLayer(i) instanceof SubsamplingLayer) {
                        poolings.put(
                                i,
                                ChosenMaximum.of(
                                        reference.getLayer(i).conf(), activations.get(i), activations.get(i + 1)));
                    }
                }
            }
        });
        engine.setInput(batch.getFeatures());
        engine.setLabels(batch.getLabels());
        engine.computeGradientAndScore();

        List<Gate> gates = gate(reference.getLayers(), open);
        poolings.forEach((index, pooling) -> reference.getLayers()[index] = pooling);
        reference.setInput(batch.getFeatures().castTo(DataType.DOUBLE));
        reference.setLabels(batch.getLabels().castTo(DataType.DOUBLE));
        reference.computeGradientAndScore();
        return assertSame(engine, reference, gates);
    }

    private static long compare(ComputationGraph network, DataSet batch) {
        ComputationGraph reference = network.convertDataType(DataType.DOUBLE);
        ComputationGraph engine = Engine.accelerate(network);
        Map<Layer, INDArray> open = new HashMap<>();
        engine.setListeners(new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, Map<String, INDArray> activations) {
                for (Layer layer : reference.getLayers()) {
                    INDArray activation =
                            activations.get(layer.conf().getLayer().getLayerName());
                    if (activation != null) {
                        open.put(layer, activation.gt(0).castTo(DataType.DOUBLE));
                    }
                }
            }
        });
        engine.setInputs(batch.getFeatures());
        engine.setLabels(batch.getLabels());
        engine.computeGradientAndScore();

        List<Gate> gates = gate(reference.getLayers(), open);
        reference.setInputs(batch.getFeatures().castTo(DataType.DOUBLE));
        reference.setLabels(batch.getLabels().castTo(DataType.DOUBLE));
        reference.initGradientsView();
        reference.computeGradientAndScore();
        return assertSame(engine, reference, gates);
    }

    private static List<Gate> gate(Layer[] layers, Map<Layer, INDArray> open) {
        List<Gate> gates = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.conf().getLayer() instanceof ActivationLayer activation) {
                Gate gate = new Gate(open.get(layer));
                activation.setActivationFn(gate);
                gates.add(gate);
            }
        }
        return gates;
    }

    /** Answers how many values lay on another side of the kink in double precision. */
    private static long assertSame(Model engine, Model reference, List<Gate> gates) {
        Gradients.assertSame(engine, reference, TOLERANCE);
        return gates.stream().mapToLong(gate -> gate.forced).sum();
    }

    /** Multiplies by given zeros and ones, in both directions. */
    private static final class Gate extends BaseActivationFunction {
        private static final long serialVersionUID = 1;
        private final transient INDArray open;
        private long forced;

        Gate(INDArray open) {
            this.open = open;
        }

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            forced += in.gt(0)
                    .castTo(DataType.DOUBLE)
                    .neq(open)
                    .castTo(DataType.INT64)
                    .sumNumber()
                    .longValue();
            return in.muli(open);
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return new Pair<>(epsilon.muli(open), null);
        }
    }
}
