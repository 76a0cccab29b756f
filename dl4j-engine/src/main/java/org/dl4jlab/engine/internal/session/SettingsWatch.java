package org.dl4jlab.engine.internal.session;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Notices that layers, their arrays, or settings of theirs were replaced after plans had been compiled from them. DL4J
 * reads all of these anew at every call, so that a program may replace them at any time.
 *
 * <p>Objects are compared by identity: comparing DL4J's layers by their content would read their arrays.
 */
final class SettingsWatch {
    private Object[] seen = {};
    private int position;
    private long numbers;
    private long seenNumbers;
    private boolean differs;

    /** Whether anything differs from what the last call saw. */
    boolean changed(Layer[] layers) {
        position = 0;
        numbers = 0;
        differs = false;
        for (Layer layer : layers) {
            see(layer);
        }
        differs |= position != seen.length || numbers != seenNumbers;
        seen = position == seen.length ? seen : Arrays.copyOf(seen, position);
        seenNumbers = numbers;
        return differs;
    }

    private void see(Layer layer) {
        note(layer);
        note(layer.getGradientsViewArray());
        for (INDArray parameter : layer.paramTable().values()) {
            note(parameter);
        }
        org.deeplearning4j.nn.conf.layers.Layer definition = layer.conf().getLayer();
        note(definition);
        note(definition.getIDropout());
        if (definition.getIDropout() instanceof Dropout dropout) {
            note(dropout.getP());
        }
        if (definition instanceof BaseLayer base) {
            note(base.getActivationFn());
            note(base.getWeightNoise());
            note(base.getGradientNormalization());
            note(base.getGradientNormalizationThreshold());
            note(base.getRegularization());
            note(base.getRegularizationBias());
        }
        if (definition instanceof BaseOutputLayer output) {
            note(output.getLossFn());
            note(output.hasBias());
        } else if (definition instanceof DenseLayer dense) {
            note(dense.isHasBias());
            note(dense.hasLayerNorm());
        } else if (definition instanceof ConvolutionLayer convolution) {
            seeWindow(convolution);
        } else if (definition instanceof SubsamplingLayer pooling) {
            seeWindow(pooling);
        } else if (definition instanceof BatchNormalization normalization) {
            see(normalization);
        } else if (definition instanceof LocalResponseNormalization response) {
            note(response.getN());
            note(response.getK());
            note(response.getAlpha());
            note(response.getBeta());
        }
    }

    /** All but the mode, which DL4J reads once. */
    private void seeWindow(ConvolutionLayer convolution) {
        note(convolution.getKernelSize());
        note(convolution.getStride());
        note(convolution.getPadding());
        note(convolution.getDilation());
        note(convolution.getCnn2dDataFormat());
        note(convolution.hasBias());
    }

    private void seeWindow(SubsamplingLayer pooling) {
        note(pooling.getKernelSize());
        note(pooling.getStride());
        note(pooling.getPadding());
        note(pooling.getDilation());
        note(pooling.getCnn2dDataFormat());
        note(pooling.getPoolingType());
        note(pooling.isAvgPoolIncludePadInDivisor());
    }

    private void see(BatchNormalization normalization) {
        note(normalization.getDecay());
        note(normalization.getEps());
        note(normalization.getGamma());
        note(normalization.getBeta());
        note(normalization.isLockGammaBeta());
        note(normalization.isUseLogStd());
        note(normalization.isMinibatch());
    }

    private void note(boolean flag) {
        note(flag ? 1 : 0);
    }

    private void note(int[] values) {
        for (int i = 0; values != null && i < values.length; i++) {
            note(values[i]);
        }
    }

    private void note(List<Regularization> terms) {
        note((Object) terms);
        if (terms != null) {
            for (int i = 0; i < terms.size(); i++) {
                note((Object) terms.get(i));
            }
        }
    }

    private void note(double number) {
        numbers = 31 * numbers + Double.doubleToLongBits(number);
    }

    private void note(Object object) {
        if (position == seen.length) {
            seen = Arrays.copyOf(seen, Math.max(64, 2 * position));
        }
        differs |= seen[position] != object;
        seen[position++] = object;
    }
}
