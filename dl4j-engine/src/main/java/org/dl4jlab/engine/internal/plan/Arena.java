package org.dl4jlab.engine.internal.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/**
 * One block of native memory that holds every intermediate tensor of a plan.
 *
 * <p>Places are found greedily, the largest region first, at the lowest offset where it meets no region
 * that is alive at the same time (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net
 * Inference", 2020, greedy by size).
 */
final class Arena {
    /** A cache line, and the width of an AVX-512 register. */
    private static final long ALIGNMENT = 64;

    /** Transparent huge pages are 2 MB; starting on such a boundary lets the kernel use them. */
    private static final long HUGE_PAGE = 2L << 20;

    private final BytePointer block;
    private final long bytes;

    /** Lays out and allocates the regions; belongs to the pointer scope that is open. */
    Arena(Collection<Region> regions) {
        List<Long> offsets = new ArrayList<>();
        List<Region> placed = new ArrayList<>();
        List<Region> bySize = regions.stream()
                .sorted(Comparator.comparingLong(Region::bytes).reversed())
                .toList();
        long end = 0;
        for (Region region : bySize) {
            long offset = lowestFreeOffset(region, placed, offsets);
            placed.add(region);
            offsets.add(offset);
            end = Math.max(end, offset + region.bytes());
        }
        bytes = end;
        long alignment = end >= HUGE_PAGE ? HUGE_PAGE : ALIGNMENT;
        block = new BytePointer(end + alignment);
        long base = (block.address() + alignment - 1) / alignment * alignment;
        for (int i = 0; i < placed.size(); i++) {
            placed.get(i).place(base + offsets.get(i));
        }
    }

    /** Bytes reserved. */
    long bytes() {
        return bytes;
    }

    private static long lowestFreeOffset(Region region, List<Region> placed, List<Long> offsets) {
        List<long[]> taken = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            if (placed.get(i).overlapsInTime(region)) {
                taken.add(new long[] {
                    offsets.get(i), offsets.get(i) + placed.get(i).bytes()
                });
            }
        }
        taken.sort(Comparator.comparingLong(interval -> interval[0]));
        long offset = 0;
        for (long[] interval : taken) {
            if (interval[0] >= offset + region.bytes()) {
                break;
            }
            offset = Math.max(offset, (interval[1] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        }
        return offset;
    }
}
