package org.dl4jlab.engine.support;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Maximum pooling over 2x2 windows, in double precision, that takes the entries which another network took: where two
 * are equal but for rounding, only these two then agree on where the gradient goes.
 */
public final class ChosenMaximum extends SubsamplingLayer {
    private static final long serialVersionUID = 1;
    private static final int WINDOW = 2;

    private final transient int[] chosen;
    private final transient long[] shape;

    private ChosenMaximum(NeuralNetConfiguration configuration, int[] chosen, long[] shape) {
        super(configuration, DataType.DOUBLE);
        this.chosen = chosen;
        this.shape = shape;
    }

    /**
     * @param input what was pooled, {@code [batch, channels, height, width]}
     * @param output the maxima
     */
    public static ChosenMaximum of(NeuralNetConfiguration configuration, INDArray input, INDArray output) {
        float[] from = input.dup('c').data().asFloat();
        float[] maxima = output.dup('c').data().asFloat();
        int width = (int) input.size(3);
        int columns = (int) output.size(3);
        int[] chosen = new int[maxima.length];
        for (int i = 0; i < maxima.length; i++) {
            int corner = i / columns * WINDOW * width + i % columns * WINDOW;
            int[] window = {corner, corner + 1, corner + width, corner + width + 1};
            int position = 0;
            while (from[window[position]] != maxima[i]) {
                position++;
            }
            chosen[i] = window[position];
        }
        return new ChosenMaximum(configuration, chosen, input.shape());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        double[] from = input.dup('c').data().asDouble();
        double[] maxima = new double[chosen.length];
        for (int i = 0; i < maxima.length; i++) {
            maxima[i] = from[chosen[i]];
        }
        long[] pooled = {shape[0], shape[1], shape[2] / WINDOW, shape[3] / WINDOW};
        return workspaces.leverageTo(ArrayType.ACTIVATIONS, Nd4j.create(maxima, pooled, 'c'));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        double[] arriving = epsilon.dup('c').data().asDouble();
        double[] leaving = new double[(int) input.length()];
        for (int i = 0; i < arriving.length; i++) {
            leaving[chosen[i]] += arriving[i];
        }
        INDArray gradient = Nd4j.create(leaving, shape, 'c');
        return new Pair<>(new DefaultGradient(), workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, gradient));
    }
}
