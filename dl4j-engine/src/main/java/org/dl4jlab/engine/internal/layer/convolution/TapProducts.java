package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.internal.layer.shared.Constant;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A convolution as matrix products, one or a few for each tap (each position of the kernel), where {@code W[tap]} is
 * a matrix {@code [out, in]}:
 *
 * <pre>
 *  y[pixel]        = sum over taps   of x[pixel + tap]  W[tap]'
 * dx[pixel + tap]  = sum over taps   of dy[pixel]       W[tap]
 * dW[tap]          = sum over pixels of dy[pixel]'      x[pixel + tap]
 * </pre>
 *
 * <p>Activations are laid out {@code [height, width, batch, channels]}. The pixels that a tap meets in a row of the
 * map then are the rows of one matrix, and where a tap moves no pixel sideways, so are those of all rows. Pixels
 * that a tap moves out of the map are left out instead of multiplied by zeros: of a 3x3 kernel on 2x2 maps, that is
 * more than half of the work.
 */
final class TapProducts
        implements ConvolutionPasses.Forward, ConvolutionPasses.WeightGradient, ConvolutionPasses.DataGradient {
    private static final format_tag PIXELS_FIRST = format_tag.cdab;
    private static final format_tag TAPS_OF_IN_BY_OUT = format_tag.cdba;
    private static final format_tag TAPS_OF_OUT_BY_IN = format_tag.cdab;

    private final ConvolutionPrimitives primitives;
    private final PlanBuilder plan;
    private final String label;
    private final DirectConvolution direct;
    private final long in;
    private final long out;
    private final MatrixProducts products;

    /**
     * @param label name of the layer
     * @param direct the same convolution, which says in what form other layers like their tensors
     */
    TapProducts(ConvolutionPrimitives primitives, PlanBuilder plan, String label, DirectConvolution direct) {
        this.primitives = primitives;
        this.plan = plan;
        this.label = label;
        this.direct = direct;
        this.in = primitives.weights()[1];
        this.out = primitives.weights()[0];
        this.products = new MatrixProducts(plan);
    }

    /** Whether {@link #weightGradient} is defined: the window moves by one pixel, and every tap meets the map. */
    static boolean defineWeightGradient(ConvolutionPrimitives primitives) {
        return IntStream.range(0, 2)
                .allMatch(axis -> primitives.window().stride()[axis] == 1
                        && Span.of(primitives, axis, 0).length() > 0
                        && Span.of(primitives, axis, (int) primitives.weights()[2 + axis] - 1)
                                        .length()
                                > 0);
    }

    /** Whether {@link #forward} and {@link #dataGradient} are defined too: one tap maps every pixel to itself. */
    static boolean defineAll(ConvolutionPrimitives primitives) {
        return defineWeightGradient(primitives)
                && IntStream.range(0, 2)
                        .allMatch(axis ->
                                primitives.source()[2 + axis] == primitives.destination()[2 + axis]
                                        && primitives.window().before()[axis]
                                                        % (primitives.window().dilation()[axis] + 1)
                                                == 0);
    }

    @Override
    public Result forward(Tensor input, Tensor weights, Tensor bias) {
        Tensor pixels = pixelsFirst(input);
        List<Tensor> taps = taps(weights, TAPS_OF_IN_BY_OUT, Layout.plain(in, out));
        Tensor y = plan.tensor(Layout.of(PIXELS_FIRST, primitives.destination()));
        Tensor row = bias == null ? null : plan.view(bias, Layout.plain(1, out));
        for (Piece piece : pieces()) {
            boolean first = piece.isCentre();
            products.multiplyByParameters(
                    label + " forward",
                    inputOf(piece, pixels, matrix(piece.pixels(), in)),
                    taps.get(piece.tap()),
                    first ? row : null,
                    outputOf(piece, y, Layout.plain(piece.pixels(), out)),
                    !first);
        }
        return new Result(input, pixels, direct.finish(y));
    }

    @Override
    public Tensor dataGradient(Tensor dy, Tensor converted, Tensor weights) {
        Tensor pixels = pixelsFirst(converted);
        List<Tensor> taps = taps(weights, TAPS_OF_OUT_BY_IN, Layout.plain(out, in));
        Tensor dx = plan.tensor(Layout.of(PIXELS_FIRST, primitives.source()));
        for (Piece piece : pieces()) {
            products.multiplyByParameters(
                    label + " data gradient",
                    outputOf(piece, pixels, matrix(piece.pixels(), out)),
                    taps.get(piece.tap()),
                    null,
                    inputOf(piece, dx, Layout.plain(piece.pixels(), in)),
                    !piece.isCentre());
        }
        return plan.inLayout(dx, direct.inputGradientLayout());
    }

    @Override
    public Tensor weightGradient(Result pass, Tensor dy, Tensor dw, Tensor db) {
        Tensor gradients = pixelsFirst(dy);
        plan.copy(weightGradient(pixelsFirst(pass.read()), gradients), dw);
        if (db != null) {
            biasGradient(gradients, db);
        }
        return gradients;
    }

    /** Adds the gradient of the weights, which comes out with the taps outermost. */
    private Tensor weightGradient(Tensor inputs, Tensor gradients) {
        Tensor dw = plan.tensor(Layout.of(TAPS_OF_OUT_BY_IN, primitives.weights()));
        int previousTap = -1;
        for (Piece piece : pieces()) {
            products.multiply(
                    label + " weight gradient",
                    outputOf(piece, gradients, transposed(piece.pixels(), out)),
                    inputOf(piece, inputs, matrix(piece.pixels(), in)),
                    null,
                    plan.part(dw, Layout.plain(out, in), piece.tap() * in * out * Float.BYTES),
                    piece.tap() == previousTap);
            previousTap = piece.tap();
        }
        return dw;
    }

    /** Adds the sum of the arriving gradient over all pixels, as a product with ones. */
    private void biasGradient(Tensor gradients, Tensor db) {
        long pixels = gradients.layout().elements() / out;
        products.multiply(
                label + " bias gradient",
                plan.prepared(Constant.of(1, Layout.plain(1, pixels), plan), matrix(1, pixels)),
                plan.view(gradients, matrix(pixels, out)),
                null,
                plan.view(db, Layout.plain(1, out)),
                false);
    }

    private Tensor pixelsFirst(Tensor tensor) {
        Layout wanted = Layout.of(PIXELS_FIRST, tensor.layout().dimensions());
        return plan.inLayout(tensor, wanted.holding(primitives.precision()));
    }

    /** The matrices of the taps, in the order of the kernel. */
    private List<Tensor> taps(Tensor weights, format_tag order, Layout tap) {
        Layout matrix = tap.holding(primitives.precision());
        Tensor all =
                plan.prepared(weights, Layout.of(order, primitives.weights()).holding(primitives.precision()));
        return LongStream.range(0, primitives.weights()[2] * primitives.weights()[3])
                .mapToObj(i -> plan.part(all, matrix, i * matrix.bytes()))
                .toList();
    }

    private Tensor inputOf(Piece piece, Tensor tensor, Layout matrix) {
        long pixel = (piece.rows().from() + piece.rows().shift()) * primitives.source()[3]
                + piece.columns().from()
                + piece.columns().shift();
        return partAt(pixel * primitives.source()[0] * in, tensor, matrix);
    }

    private Tensor outputOf(Piece piece, Tensor tensor, Layout matrix) {
        long pixel = piece.rows().from() * primitives.destination()[3]
                + piece.columns().from();
        return partAt(pixel * primitives.source()[0] * out, tensor, matrix);
    }

    private Tensor partAt(long element, Tensor tensor, Layout matrix) {
        return plan.part(tensor, matrix, element * matrix.precision().bytes());
    }

    /** Row-major, of the numbers that are multiplied. */
    private Layout matrix(long rows, long columns) {
        return Layout.plain(rows, columns).holding(primitives.precision());
    }

    /** A row-major matrix of {@code rows} rows, seen with rows and columns exchanged. */
    private Layout transposed(long rows, long columns) {
        return Layout.of(format_tag.ba, columns, rows).holding(primitives.precision());
    }

    /** What to multiply: the tap that moves nothing first, because it alone meets every pixel; then in order. */
    private List<Piece> pieces() {
        long width = primitives.weights()[3];
        return IntStream.range(0, (int) (primitives.weights()[2] * width))
                .boxed()
                .flatMap(tap -> pieces(
                        tap, Span.of(primitives, 0, (int) (tap / width)), Span.of(primitives, 1, (int) (tap % width))))
                .sorted(Comparator.comparing(Piece::isCentre).reversed())
                .toList();
    }

    private Stream<Piece> pieces(int tap, Span rows, Span columns) {
        boolean wholeRows = columns.length() == primitives.source()[3]
                && columns.length() == primitives.destination()[3];
        long batch = primitives.source()[0];
        return wholeRows
                ? Stream.of(new Piece(tap, rows, columns, batch))
                : IntStream.range(0, rows.length())
                        .mapToObj(row -> new Piece(tap, new Span(rows.from() + row, 1, rows.shift()), columns, batch));
    }

    /** Output pixels that lie side by side in memory, as do the input pixels that they read through a tap. */
    private record Piece(int tap, Span rows, Span columns, long batch) {
        boolean isCentre() {
            return rows.shift() == 0 && columns.shift() == 0;
        }

        long pixels() {
            return rows.length() * columns.length() * batch;
        }
    }
}
