package org.dl4jlab.data.random;

/**
 * Counter-based random numbers: {@code child(key, n)} is the n-th output of the SplitMix64 generator whose state starts
 * at {@code key}, computed without the outputs before it. A child serves as the key of its own children, so nested
 * choices (seed, then epoch, then image, then draw) form a tree in which each leaf is found directly, by any thread and
 * in any order.
 *
 * <p>Source: G. Steele, D. Lea and C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014; the mixing
 * function is variant 13 of D. Stafford, as in {@link java.util.SplittableRandom}, whose {@code nextLong()} these
 * numbers equal.
 */
public final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix64() {}

    /** The output number {@code n} (from 0) of the generator that starts at {@code key}; 64 uniform bits. */
    public static long child(long key, long n) {
        long z = key + (n + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * Output number {@code n} as a number from 0 to {@code bound - 1}. The upper 32 bits are scaled by a multiplication
     * (D. Lemire, "Fast Random Integer Generation in an Interval", 2019, without its rejection step), so a value's
     * probability is off by less than {@code 2^-32}.
     *
     * @param bound at least 1
     */
    public static int below(long key, long n, int bound) {
        return (int) (((child(key, n) >>> 32) * bound) >>> 32);
    }

    /** Output number {@code n} as a number in [0, 1), a multiple of {@code 2^-53}. */
    public static double unit(long key, long n) {
        return (child(key, n) >>> 11) * 0x1p-53;
    }

    /**
     * Shuffles in place (Fisher-Yates); every order is equally likely, up to the generator's 64 bits of state.
     *
     * @param values to reorder
     * @param key decides the order
     */
    public static void shuffle(int[] values, long key) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = below(key, last, last + 1);
            int value = values[last];
            values[last] = values[other];
            values[other] = value;
        }
    }
}
