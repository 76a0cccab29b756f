package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A convolution in prediction as a sum of convolutions, one for each column of the kernel, each of which leaves out the
 * columns of the map where its column of the kernel would meet padding.
 *
 * <p>Activations are laid out {@code [width, height, batch, channels]}. To oneDNN every column of the map then is an image
 * as wide as the batch, and neighbouring columns are neighbouring images: on a map of 4x4 pixels its code
 * works on rows of 128 pixels instead of 4. Padding above and below it leaves out by itself.
 */
final class KernelColumns implements ConvolutionPasses.Forward {
    private static final format_tag COLUMNS_FIRST = format_tag.dcab;
    private static final format_tag WEIGHTS_BY_COLUMN = format_tag.dabc;

    private final ConvolutionPrimitives primitives;
    private final PlanBuilder plan;
    private final String label;
    private final DirectConvolution direct;

    /**
     * @param label name of the layer
     * @param direct the same convolution, which says in what form other layers like their tensors
     */
    KernelColumns(ConvolutionPrimitives primitives, PlanBuilder plan, String label, DirectConvolution direct) {
        this.primitives = primitives;
        this.plan = plan;
        this.label = label;
        this.direct = direct;
    }

    /**
     * Whether this is defined: the window moves by one column, one column of the kernel meets all of the map's, and oneDNN
     * has fast code for all of them.
     */
    static boolean define(ConvolutionPrimitives primitives) {
        return primitives.precision() == Precision.FLOAT
                && primitives.window().stride()[1] == 1
                && primitives.source()[3] == primitives.destination()[3]
                && pieces(primitives).stream().anyMatch(Piece::isCentre)
                && pieces(primitives).stream().allMatch(piece -> Primitives.isFast(forward(primitives, piece)));
    }

    @Override
    public Result forward(Tensor input, Tensor weights, Tensor bias) {
        Tensor x = plan.inLayout(input, Layout.of(COLUMNS_FIRST, primitives.source()));
        Tensor y = plan.tensor(Layout.of(COLUMNS_FIRST, primitives.destination()));
        Tensor kernelColumns = plan.prepared(weights, Layout.of(WEIGHTS_BY_COLUMN, primitives.weights()));
        for (Piece piece : pieces(primitives)) {
            ConvolutionPrimitives column = column(primitives, piece);
            convolution_forward.primitive_desc descriptor = forward(primitives, piece);
            Layout kernel = Layout.plain(column.weights());
            Tensor own = plan.part(kernelColumns, kernel, piece.tap() * kernel.bytes());
            plan.step(
                    label + " forward",
                    descriptor,
                    Arguments.sourceTo(
                                    part(x, piece.span().from() + piece.span().shift(), column.source()),
                                    part(y, piece.span().from(), column.destination()))
                            .with(dnnl.DNNL_ARG_WEIGHTS, plan.prepared(own, Layout.of(descriptor.weights_desc())))
                            .with(dnnl.DNNL_ARG_BIAS, piece.isCentre() ? bias : null));
        }
        return new Result(input, x, direct.finish(y));
    }

    /** The first writes, the others add. */
    private static convolution_forward.primitive_desc forward(ConvolutionPrimitives primitives, Piece piece) {
        ConvolutionPrimitives column = column(primitives, piece);
        return column.forward(
                false,
                channelsLast(column.source()),
                channelsLast(column.destination()),
                piece.isCentre() ? Primitives.attributes() : Primitives.adding());
    }

    /** The convolution of one column of the kernel with the columns of the map that it meets. */
    private static ConvolutionPrimitives column(ConvolutionPrimitives primitives, Piece piece) {
        Window window = primitives.window();
        long[] source = primitives.source();
        long[] destination = primitives.destination();
        return new ConvolutionPrimitives(
                new Window(
                        new long[] {window.kernel()[0], 1},
                        new long[] {window.stride()[0], 1},
                        new long[] {window.dilation()[0], 0},
                        new long[] {window.before()[0], 0},
                        new long[] {window.after()[0], 0}),
                new long[] {piece.span().length(), source[1], source[2], source[0]},
                new long[] {destination[1], source[1], window.kernel()[0], 1},
                piece.isCentre() ? primitives.bias() : null,
                new long[] {piece.span().length(), destination[1], destination[2], destination[0]},
                primitives.precision());
    }

    /** Neighbouring columns of a map, as images. */
    private Tensor part(Tensor map, long from, long[] columns) {
        long column = columns[1] * columns[2] * columns[3] * Float.BYTES;
        return plan.part(map, channelsLast(columns), from * column);
    }

    private static Layout channelsLast(long[] dimensions) {
        return Layout.of(format_tag.acdb, dimensions);
    }

    /** The columns of the kernel: that which moves nothing first, because it alone meets every column of the map. */
    private static List<Piece> pieces(ConvolutionPrimitives primitives) {
        return IntStream.range(0, (int) primitives.weights()[3])
                .mapToObj(tap -> new Piece(tap, Span.of(primitives, 1, tap)))
                .filter(piece -> piece.span().length() > 0)
                .sorted(Comparator.comparing(Piece::isCentre).reversed())
                .toList();
    }

    private record Piece(int tap, Span span) {
        boolean isCentre() {
            return span.shift() == 0;
        }
    }
}
