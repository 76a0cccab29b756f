package org.dl4jlab.engine.differential;

import java.util.Random;

/** Random choices from one seed. */
final class Draw {
    private final Random random;

    Draw(long seed) {
        this.random = new Random(seed);
        random.nextInt(); // neighbouring seeds begin alike
    }

    /** One of the values, all as likely. */
    @SafeVarargs
    final <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** A whole number within these bounds, both included. */
    int between(int lowest, int highest) {
        return lowest + random.nextInt(highest - lowest + 1);
    }

    /** True once in {@code n} times. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** The seed of something drawn by itself, and again whenever it is wanted. */
    long seed() {
        return random.nextLong();
    }

    float gaussian() {
        return (float) random.nextGaussian();
    }
}
