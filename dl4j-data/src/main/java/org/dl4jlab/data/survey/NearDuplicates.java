package org.dl4jlab.data.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dl4jlab.data.picture.PictureFingerprint;

/**
 * Finds pictures that are nearly equal among many: fingerprints that differ in few places agree in at least two of eight
 * pieces, so only those that share two pieces are compared (the pigeonhole principle, as in M. Norouzi et al., "Fast Search
 * in Hamming Space with Multi-Index Hashing", 2012), and those that agree are looked at more closely. Even surfaces are left out:
 * nothing on them could be compared.
 */
final class NearDuplicates {

    private static final int MOST_BITS = 6;
    private static final double MOST_DISTANCE = 5;
    private static final double LEAST_CONTRAST = 4;
    private static final int PIECES = 8;

    /** Of those that share two pieces, the nearest in order are compared: many icons share their empty edges. */
    private static final int NEIGHBOURS = 100;

    private final List<PictureFingerprint> fingerprints;
    private final CloserLook closer;
    private final long[][] hashes;
    private final int[] group;

    private NearDuplicates(List<PictureFingerprint> fingerprints, CloserLook closer) {
        this.fingerprints = fingerprints;
        this.closer = closer;
        this.hashes = new long[fingerprints.size()][];
        this.group = new int[fingerprints.size()];
        Arrays.setAll(group, i -> i);
        Arrays.setAll(hashes, i -> fingerprints.get(i).hash());
    }

    /** Says of two pictures with like fingerprints whether they are alike. */
    @FunctionalInterface
    interface CloserLook {
        boolean agree(int a, int b);
    }

    /** Groups of numbers of pictures that are nearly equal, each of at least two. */
    static List<List<Integer>> groups(List<PictureFingerprint> fingerprints, CloserLook closer) {
        return new NearDuplicates(fingerprints, closer).find();
    }

    private List<List<Integer>> find() {
        List<Integer> telling = new ArrayList<>();
        for (int i = 0; i < hashes.length; i++) {
            if (fingerprints.get(i).contrast() >= LEAST_CONTRAST) {
                telling.add(i);
            }
        }
        for (int first = 0; first < PIECES; first++) {
            for (int second = first + 1; second < PIECES; second++) {
                compare(telling, first, second);
            }
        }
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int i : telling) {
            groups.computeIfAbsent(root(i), g -> new ArrayList<>()).add(i);
        }
        return groups.values().stream().filter(g -> g.size() > 1).toList();
    }

    private void compare(List<Integer> telling, int first, int second) {
        List<Integer> sorted = new ArrayList<>(telling);
        sorted.sort(Comparator.<Integer>comparingInt(i -> key(i, first, second))
                .thenComparingLong(i -> hashes[i][0])
                .thenComparingLong(i -> hashes[i][1]));
        for (int a = 0; a < sorted.size(); a++) {
            int own = key(sorted.get(a), first, second);
            int last = Math.min(sorted.size() - 1, a + NEIGHBOURS);
            for (int b = a + 1; b <= last && key(sorted.get(b), first, second) == own; b++) {
                join(sorted.get(a), sorted.get(b));
            }
        }
    }

    private int key(int i, int first, int second) {
        return piece(i, first) << 16 | piece(i, second);
    }

    private int piece(int i, int piece) {
        return (int) (hashes[i][piece / 4] >>> 16 * (piece % 4)) & 0xFFFF;
    }

    private void join(int a, int b) {
        int bits = Long.bitCount(hashes[a][0] ^ hashes[b][0]) + Long.bitCount(hashes[a][1] ^ hashes[b][1]);
        if (bits <= MOST_BITS
                && root(a) != root(b)
                && fingerprints.get(a).distance(fingerprints.get(b)) <= MOST_DISTANCE
                && closer.agree(a, b)) {
            group[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
        }
    }

    private int root(int i) {
        int at = i;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }
}
