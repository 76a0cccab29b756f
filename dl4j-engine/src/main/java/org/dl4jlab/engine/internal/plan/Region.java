package org.dl4jlab.engine.internal.plan;

/**
 * A stretch of memory. Its address is unknown while a plan is being built: it comes from the arena or,
 * for a region outside the arena, from whoever owns the memory.
 */
final class Region {
    private long bytes;
    private final boolean external;
    private long address;
    private int firstUse = Integer.MAX_VALUE;
    private int lastUse = -1;

    private Region(long bytes, boolean external, long address) {
        this.bytes = bytes;
        this.external = external;
        this.address = address;
    }

    /** A region that the arena will place. */
    static Region inArena(long bytes) {
        return new Region(bytes, false, 0);
    }

    /** A region that somebody else owns; address 0 means that it is bound at each run. */
    static Region external(long bytes, long address) {
        return new Region(bytes, true, address);
    }

    boolean isExternal() {
        return external;
    }

    long bytes() {
        return bytes;
    }

    /** Makes the region large enough for one more user; only before the arena is laid out. */
    void growTo(long atLeast) {
        bytes = Math.max(bytes, atLeast);
    }

    long address() {
        return address;
    }

    void place(long newAddress) {
        address = newAddress;
    }

    void usedAt(int step) {
        firstUse = Math.min(firstUse, step);
        lastUse = Math.max(lastUse, step);
    }

    boolean overlapsInTime(Region other) {
        return firstUse <= other.lastUse && other.firstUse <= lastUse;
    }
}
