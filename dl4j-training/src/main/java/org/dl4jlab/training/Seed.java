package org.dl4jlab.training;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The number that everything random in a run follows from: initial weights, order and augmentation of images, dropout.
 *
 * @param value any number
 */
public record Seed(long value) {

    public static Seed of(long value) {
        return new Seed(value);
    }

    /**
     * Consecutive seeds, such as 1, 2 and 3.
     *
     * @param count at least 1
     * @throws InvalidInputException if {@code count} is below 1
     */
    public static List<Seed> range(long first, int count) {
        if (count < 1) {
            throw new InvalidInputException("The number of seeds must be at least 1, but got " + count + ".");
        }
        return LongStream.range(first, first + count).mapToObj(Seed::new).toList();
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
