package org.dl4jlab.engine.differential;

/**
 * What one input or output of a network takes.
 *
 * @param example shape of one example but for its steps: {@code [features]}, or {@code [channels, height, width]}
 * @param isSequence whether an example is a sequence of vectors, {@code [features, steps]}
 */
record Port(long[] example, boolean isSequence) {
    static Port of(long... example) {
        return new Port(example, false);
    }

    static Port sequenceOf(long width) {
        return new Port(new long[] {width}, true);
    }

    boolean isImage() {
        return example.length == 3;
    }

    long width() {
        return example[0];
    }

    /** Shape of a batch. */
    long[] batch(int size, int steps) {
        if (isSequence) {
            return new long[] {size, width(), steps};
        }
        long[] shape = new long[example.length + 1];
        shape[0] = size;
        System.arraycopy(example, 0, shape, 1, example.length);
        return shape;
    }
}
