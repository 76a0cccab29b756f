package org.dl4jlab.experiments.robustness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages content as a disk, a network or an attacker might. The same seed does the same damage. */
final class Mutation {

    private static final List<String> EXTREMES = List.of(
            "-1",
            "0",
            "1e999",
            "-1e999",
            "NaN",
            "2147483647",
            "-2147483648",
            "99999999999999999999",
            "null",
            "\"\"",
            "[]",
            "{}",
            "1e-320");

    private static final int MOST_CHANGES = 4;

    private Mutation() {}

    static byte[] of(byte[] sample, long seed) {
        Random random = new Random(seed);
        byte[] changed = sample;
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] content, Random random) {
        if (content.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(content.length);
        int length = 1 + random.nextInt(Math.min(content.length - at, 1 << random.nextInt(12)));
        return switch (random.nextInt(10)) {
            case 0 -> set(content, at, (byte) (content[at] ^ 1 << random.nextInt(8)));
            case 1 -> set(content, at, new byte[] {0, -1, 127, -128}[random.nextInt(4)]);
            case 2 -> splice(content, at, at + length, new byte[0]);
            case 3 -> splice(content, at, at, noise(random, length));
            case 4 -> splice(content, at, at, Arrays.copyOfRange(content, at, at + length));
            case 5 -> Arrays.copyOf(content, at);
            case 6 -> splice(content, at, at + length, noise(random, length));
            case 7 -> integer(content, at, random);
            default -> number(content, random);
        };
    }

    private static byte[] set(byte[] content, int at, byte value) {
        byte[] changed = content.clone();
        changed[at] = value;
        return changed;
    }

    /** A size or a count that is not to be believed. */
    private static byte[] integer(byte[] content, int at, Random random) {
        int[] values = {-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30, 0xFFFF};
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .putInt(values[random.nextInt(values.length)])
                .array();
        return splice(content, at, Math.min(content.length, at + bytes.length), bytes);
    }

    /** One of the numbers in a text becomes another. */
    private static byte[] number(byte[] content, Random random) {
        List<int[]> numbers = new ArrayList<>();
        for (int i = 0; i < content.length; i++) {
            int begin = i;
            while (i < content.length && (content[i] >= '0' && content[i] <= '9' || content[i] == '.')) {
                i++;
            }
            if (i > begin) {
                numbers.add(new int[] {begin, i});
            }
        }
        if (numbers.isEmpty()) {
            return set(content, random.nextInt(content.length), (byte) random.nextInt());
        }
        int[] chosen = numbers.get(random.nextInt(numbers.size()));
        String other = EXTREMES.get(random.nextInt(EXTREMES.size()));
        return splice(content, chosen[0], chosen[1], other.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] noise(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] splice(byte[] content, int from, int to, byte[] inserted) {
        return ByteBuffer.allocate(content.length - (to - from) + inserted.length)
                .put(content, 0, from)
                .put(inserted)
                .put(content, to, content.length - to)
                .array();
    }
}
