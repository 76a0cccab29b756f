package org.dl4jlab.engine.internal.onednn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.Precision;

/**
 * How a tensor's elements lie in memory: its logical dimensions and a oneDNN memory descriptor.
 *
 * <p>Activations are {@code [batch, channels, height, width]} or {@code [batch, features]} whatever the
 * physical order; convolution weights are {@code [out, in, kernelHeight, kernelWidth]}.
 */
public final class Layout {
    private final desc descriptor;
    private final long[] dimensions;
    private final format_tag order;

    private Layout(desc descriptor, long[] dimensions, format_tag order) {
        this.descriptor = descriptor;
        this.dimensions = dimensions;
        this.order = order;
    }

    /** Orders that have a name; oneDNN answers with descriptors alone. */
    private static final List<format_tag> ORDERS_OF_MAPS = List.of(
            format_tag.acdb,
            format_tag.aBcd16b,
            format_tag.aBcd8b,
            format_tag.abcd,
            format_tag.cdab,
            format_tag.cdba,
            format_tag.dcab);

    /** Wraps a descriptor that oneDNN chose. */
    public static Layout of(desc descriptor) {
        long[] dimensions = new long[descriptor.get_ndims()];
        descriptor.get_dims().get(dimensions);
        return new Layout(descriptor, dimensions, format_tag.undef);
    }

    /** A 32-bit float tensor in a named physical order. */
    public static Layout of(format_tag order, long... dimensions) {
        return new Layout(new desc(dimensions, data_type.f32, order), dimensions.clone(), order);
    }

    /**
     * The same physical order for other numbers.
     *
     * @throws IllegalStateException if oneDNN chose this layout and its order has no name here
     */
    public Layout holding(Precision precision) {
        if (precision == precision()) {
            return this;
        }
        return in(nameOfOrder(), precision);
    }

    /** What kind of numbers it holds. */
    public Precision precision() {
        boolean half = descriptor.get_data_type().value == data_type.bf16.value;
        return half ? Precision.BFLOAT16 : Precision.FLOAT;
    }

    private format_tag nameOfOrder() {
        if (order != format_tag.undef) {
            return order;
        }
        return Stream.concat(ORDERS_OF_MAPS.stream().filter(tag -> dimensions.length == 4), plainOrder())
                .filter(tag -> equals(in(tag, precision())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the physical order of " + this + " has no name"));
    }

    private Stream<format_tag> plainOrder() {
        return Stream.of(plain(dimensions).order);
    }

    private static data_type typeOf(Precision precision) {
        return precision == Precision.BFLOAT16 ? data_type.bf16 : data_type.f32;
    }

    private Layout in(format_tag tag, Precision precision) {
        return new Layout(new desc(dimensions, typeOf(precision), tag), dimensions, tag);
    }

    /** Row-major order: {@code nc} for two dimensions, {@code nchw}/{@code oihw} for four. */
    public static Layout plain(long... dimensions) {
        format_tag order = switch (dimensions.length) {
            case 1 -> format_tag.a;
            case 2 -> format_tag.ab;
            case 4 -> format_tag.abcd;
            default -> throw new IllegalArgumentException("no plain layout for " + Arrays.toString(dimensions));
        };
        return of(order, dimensions);
    }

    /** The same bytes as one row of numbers in physical order, {@code [1, n]}, padding included. */
    public Layout asRow() {
        return plain(1, bytes() / precision().bytes()).holding(precision());
    }

    /** Leaves the physical order to the primitive that will use the tensor. */
    public static Layout any(long... dimensions) {
        return of(format_tag.any, dimensions);
    }

    /** The oneDNN descriptor. */
    public desc descriptor() {
        return descriptor;
    }

    /** Logical dimensions, outermost first. */
    public long[] dimensions() {
        return dimensions.clone();
    }

    /** One logical dimension. */
    public long dimension(int axis) {
        return dimensions[axis];
    }

    /** Number of logical dimensions. */
    public int rank() {
        return dimensions.length;
    }

    /** Bytes that a tensor of this layout occupies, padding included. */
    public long bytes() {
        return descriptor.get_size();
    }

    /** Number of logical elements, padding excluded. */
    public long elements() {
        long product = 1;
        for (long dimension : dimensions) {
            product *= dimension;
        }
        return product;
    }

    /** Whether the elements lie densely in row-major order of the logical dimensions. */
    public boolean isPlain() {
        return equals(plain(dimensions));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout && descriptor.equals(layout.descriptor);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    @Override
    public String toString() {
        return Arrays.toString(dimensions) + (isPlain() ? " row-major" : " blocked or permuted");
    }
}
