package org.dl4jlab.engine.differential;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Errors as large as those of single precision, added to the results of a network's layers that computes in double precision.
 * How far they carry a call's results says how far rounding may carry them: this is Monte Carlo arithmetic (Parker, 1997)
 * with one random error for each value between layers.
 *
 * <p>Errors are relative to the largest number that a layer works with. For most layers that is the largest of its
 * results. Batch normalisation subtracts its mean and the parts of a gradient that the mean and the variance take away, and divides
 * what is left by the standard deviation: the error is relative to what is subtracted, also where nothing is left. With few
 * examples and two normalisations in a row almost nothing is left, and single precision has no correct digit there.
 */
final class Rounding {
    /** 2^-24, for each of some sixteen operations one after another. */
    private static final double UNIT = 16 * 0x1p-24;

    private final Draw draw;

    private Rounding(long seed) {
        this.draw = new Draw(seed);
    }

    /** Adds errors to everything that this network computes from now on, and to its parameters. */
    static void disturb(Subject subject, long seed) {
        Rounding rounding = new Rounding(seed);
        INDArray params = subject.model.params();
        params.addi(rounding.noise(params).muli(Transforms.abs(params, true)));
        Layer[] layers = subject.layers();
        for (int i = 0; i < layers.length; i++) {
            if (isPlain(layers[i])) {
                layers[i] = rounding.disturbed(layers[i]);
            }
        }
        if (subject.isGraph()) {
            int layer = 0;
            for (GraphVertex vertex : subject.graph().getVertices()) {
                if (vertex.hasLayer()) {
                    if (vertex instanceof LayerVertex own) {
                        own.setLayer(layers[layer]);
                    }
                    layer++;
                }
            }
        }
    }

    /** DL4J asks the others for their class. */
    private static boolean isPlain(Layer layer) {
        return !(layer instanceof IOutputLayer)
                && !(layer instanceof RecurrentLayer)
                && !(layer instanceof BaseWrapperLayer)
                && !(layer instanceof FrozenLayer)
                && !(layer instanceof FrozenLayerWithBackprop);
    }

    private Layer disturbed(Layer layer) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = layer.getClass(); type != null; type = type.getSuperclass()) {
            interfaces.addAll(Set.of(type.getInterfaces()));
        }
        return (Layer) Proxy.newProxyInstance(
                Rounding.class.getClassLoader(), interfaces.toArray(Class<?>[]::new), (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(layer, arguments);
                        if (method.getName().equals("activate")) {
                            disturbActivations(layer, (INDArray) result);
                        } else if (method.getName().equals("backpropGradient")) {
                            disturbGradients(layer, (INDArray) arguments[0], (Pair<?, ?>) result);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void disturbActivations(Layer layer, INDArray activations) {
        double amplified = isNormalization(layer) ? largest(layer.input()) / smallestDeviation(layer) : 0;
        activations.addi(noise(activations).muli(Math.max(largest(activations), amplified)));
    }

    private void disturbGradients(Layer layer, INDArray arriving, Pair<?, ?> result) {
        boolean normalization = isNormalization(layer);
        INDArray leaving = (INDArray) result.getSecond();
        if (leaving != null) {
            double amplified = normalization ? largest(arriving) / smallestDeviation(layer) : 0;
            leaving.addi(noise(leaving).muli(Math.max(largest(leaving), amplified)));
        }
        double input = normalization ? 1 : largest(layer.input());
        double sum = arriving.norm2Number().doubleValue() * Math.max(1, input);
        for (INDArray gradient :
                ((Gradient) result.getFirst()).gradientForVariable().values()) {
            gradient.addi(noise(gradient).muli(sum));
        }
    }

    private static boolean isNormalization(Layer layer) {
        return layer.conf().getLayer() instanceof BatchNormalization;
    }

    /** Of the features or channels of a normalisation's input; with its epsilon, as the layer divides by it. */
    private static double smallestDeviation(Layer layer) {
        INDArray input = layer.input().castTo(DataType.DOUBLE);
        int[] axes = input.rank() == 4 ? new int[] {0, 2, 3} : new int[] {0};
        double variance = input.var(false, axes).minNumber().doubleValue();
        double eps = ((BatchNormalization) layer.conf().getLayer()).getEps();
        return Math.sqrt(Math.max(0, variance) + eps);
    }

    private static double largest(INDArray array) {
        return array == null || array.length() == 0 ? 0 : array.amaxNumber().doubleValue();
    }

    private INDArray noise(INDArray like) {
        double[] noise = new double[(int) like.length()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = UNIT * draw.gaussian();
        }
        return Nd4j.create(noise, like.shape(), 'c').castTo(like.dataType());
    }
}
