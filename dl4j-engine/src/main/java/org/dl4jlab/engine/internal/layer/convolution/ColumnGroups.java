package org.dl4jlab.engine.internal.layer.convolution;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.layer.convolution.LayoutRules.Pair;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.JavaStep;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A convolution with few feature maps that computes several neighbouring columns of its output as one pixel with so
 * many times the maps. Six maps fill three quarters of a vector of 8 numbers and less than half of one of 16; four columns of
 * them fill three vectors of 8, two columns three quarters of one of 16. For {@code g} columns:
 *
 * <pre>
 * grouped weights [g out, in, kernelHeight, kernelWidth + g - 1],
 *     those of column j moved j to the right, with zeros around them
 * grouped output  [batch, g out, height, width / g], at every g-th column of the input
 * </pre>
 *
 * <p>With the maps of a pixel side by side in memory the grouped output is, byte for byte, the output
 * {@code [batch, out, height, width]}. The zeros cost {@code (kernelWidth + g - 1) / kernelWidth} times the multiplications,
 * which full vectors more than win back if the kernel is wide.
 */
final class ColumnGroups implements ConvolutionPasses.Forward, ConvolutionPasses.WeightGradient {
    private static final format_tag CHANNELS_LAST = format_tag.acdb;

    private final int columns;
    private final ConvolutionPrimitives primitives;
    private final ConvolutionPrimitives grouped;
    private final PlanBuilder plan;
    private final String label;
    private final DirectConvolution direct;
    private final convolution_forward.primitive_desc forward;

    private ColumnGroups(
            int columns,
            ConvolutionPrimitives primitives,
            ConvolutionPrimitives grouped,
            PlanBuilder plan,
            String label,
            DirectConvolution direct,
            convolution_forward.primitive_desc forward) {
        this.columns = columns;
        this.primitives = primitives;
        this.grouped = grouped;
        this.plan = plan;
        this.label = label;
        this.direct = direct;
        this.forward = forward;
    }

    /**
     * Empty if the columns do not divide the width of the output or oneDNN has no fast code for the grouped
     * convolution.
     *
     * @param columns how many to group; 1 for none
     * @param label name of the layer
     * @param function the activation function that belongs to the forward pass, if any
     * @param direct the same convolution, which says in what layouts other layers like their tensors
     */
    static Optional<ColumnGroups> of(
            int columns,
            ConvolutionPrimitives primitives,
            PlanBuilder plan,
            String label,
            Optional<Elementwise> function,
            DirectConvolution direct) {
        boolean defined = columns > 1
                && primitives.precision() == Precision.FLOAT
                && primitives.window().stride()[1] == 1
                && primitives.window().dilation()[1] == 0
                && primitives.destination()[3] % columns == 0;
        if (!defined) {
            return Optional.empty();
        }
        ConvolutionPrimitives grouped = grouped(columns, primitives);
        return forward(grouped, function)
                .map(forward -> new ColumnGroups(columns, primitives, grouped, plan, label, direct, forward))
                .filter(groups -> !plan.training() || Primitives.isFast(groups.weightGradient()));
    }

    private static Optional<convolution_forward.primitive_desc> forward(
            ConvolutionPrimitives grouped, Optional<Elementwise> function) {
        post_ops operations = new post_ops();
        function.ifPresent(f -> f.append(operations));
        primitive_attr attributes = Primitives.attributes(operations);
        // oneDNN may choose a layout of padded images for which it has only its reference loops.
        return Stream.of(
                        Pair.anyToChannelsLast(grouped.source(), grouped.destination()),
                        Pair.channelsLast(grouped.source(), grouped.destination()))
                // For few channels it picks the faster code only when told that it is training.
                .map(pair -> grouped.forward(true, pair.source(), pair.destination(), attributes))
                .filter(Primitives::isFast)
                .findFirst();
    }

    @Override
    public Result forward(Tensor input, Tensor weights, Tensor bias) {
        Tensor x = plan.inLayout(input, Layout.of(forward.src_desc()));
        Tensor y = plan.tensor(Layout.of(CHANNELS_LAST, primitives.destination()));
        Tensor wide = plan.preparedTensor(plainWeights());
        plan.preparing(() -> plan.step(new JavaStep(
                label + " grouped weights", List.of(weights, wide), () -> spread(weights.floats(), wide.floats()))));
        plan.step(
                label + " forward",
                forward,
                Arguments.sourceTo(x, plan.view(y, Layout.of(forward.dst_desc())))
                        .with(dnnl.DNNL_ARG_WEIGHTS, plan.prepared(wide, Layout.of(forward.weights_desc())))
                        .with(dnnl.DNNL_ARG_BIAS, bias == null ? null : repeated(bias)));
        return new Result(input, x, plan.inLayout(y, direct.outputLayout()));
    }

    @Override
    public Tensor weightGradient(Result pass, Tensor dy, Tensor dw, Tensor db) {
        convolution_backward_weights.primitive_desc descriptor = weightGradient();
        Tensor source = plan.inLayout(pass.input(), pass.read(), Layout.of(descriptor.src_desc()));
        Tensor gradient = plan.inLayout(dy, Layout.of(CHANNELS_LAST, primitives.destination()));
        Tensor computed = plan.tensor(Layout.of(descriptor.diff_weights_desc()));
        Tensor bias = db == null ? null : plan.tensor(grouped.bias());
        plan.step(
                label + " weight gradient",
                descriptor,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, source)
                        .with(dnnl.DNNL_ARG_DIFF_DST, plan.view(gradient, Layout.of(descriptor.diff_dst_desc())))
                        .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, computed)
                        .with(dnnl.DNNL_ARG_DIFF_BIAS, bias));
        Tensor wide = plan.inLayout(computed, plainWeights());
        plan.step(new JavaStep(
                label + " weight gradient of the groups", List.of(wide, dw), () -> gather(wide.floats(), dw.floats())));
        if (db != null) {
            plan.step(new JavaStep(
                    label + " bias gradient of the groups",
                    List.of(bias, db),
                    () -> sumColumns(bias.floats(), db.floats())));
        }
        return gradient;
    }

    private Tensor repeated(Tensor bias) {
        Tensor repeated = plan.preparedTensor(grouped.bias());
        plan.preparing(() -> plan.step(new JavaStep(label + " grouped bias", List.of(bias, repeated), () -> {
            for (int column = 0; column < columns; column++) {
                repeated.floats()
                        .put(
                                column * bias.floats().capacity(),
                                bias.floats(),
                                0,
                                bias.floats().capacity());
            }
        })));
        return repeated;
    }

    /** Writes the weights of each column, moved to where it reads the input. */
    private void spread(FloatBuffer weights, FloatBuffer wide) {
        int width = (int) primitives.weights()[3];
        int wideWidth = width + columns - 1;
        int rows = weights.capacity() / width;
        float[] row = new float[wideWidth];
        for (int column = 0; column < columns; column++) {
            Arrays.fill(row, 0);
            for (int r = 0; r < rows; r++) {
                weights.get(r * width, row, column, width);
                wide.put((column * rows + r) * wideWidth, row);
            }
        }
    }

    /** The transpose of {@link #spread}: adds what the columns say of each weight. */
    private void gather(FloatBuffer wide, FloatBuffer weights) {
        int width = (int) primitives.weights()[3];
        int wideWidth = width + columns - 1;
        int rows = weights.capacity() / width;
        float[] row = new float[wideWidth];
        float[] sum = new float[width];
        for (int r = 0; r < rows; r++) {
            Arrays.fill(sum, 0);
            for (int column = 0; column < columns; column++) {
                wide.get((column * rows + r) * wideWidth, row);
                for (int i = 0; i < width; i++) {
                    sum[i] += row[column + i];
                }
            }
            weights.put(r * width, sum);
        }
    }

    private void sumColumns(FloatBuffer wide, FloatBuffer bias) {
        int maps = bias.capacity();
        for (int map = 0; map < maps; map++) {
            float sum = 0;
            for (int column = 0; column < columns; column++) {
                sum += wide.get(column * maps + map);
            }
            bias.put(map, sum);
        }
    }

    private convolution_backward_weights.primitive_desc weightGradient() {
        Pair layouts = Pair.anyToChannelsLast(grouped.source(), grouped.destination());
        return grouped.weightGradient(layouts.source(), layouts.destination(), forward);
    }

    private Layout plainWeights() {
        return Layout.plain(grouped.weights());
    }

    private static ConvolutionPrimitives grouped(int columns, ConvolutionPrimitives single) {
        Window window = single.window();
        long[] weights = {
            columns * single.weights()[0], single.weights()[1], single.weights()[2], single.weights()[3] + columns - 1
        };
        long[] output = single.destination();
        return new ConvolutionPrimitives(
                new Window(
                        new long[] {weights[2], weights[3]},
                        new long[] {window.stride()[0], columns},
                        window.dilation(),
                        window.before(),
                        window.after()),
                single.source(),
                weights,
                single.bias() == null ? null : Layout.plain(weights[0]),
                new long[] {output[0], weights[0], output[2], output[3] / columns},
                single.precision());
    }
}
