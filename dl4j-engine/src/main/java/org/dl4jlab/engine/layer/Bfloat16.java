package org.dl4jlab.engine.layer;

/** Which convolutions are worth multiplying numbers of type bfloat16. */
final class Bfloat16 {
    private Bfloat16() {}

    /**
     * Whether channels or maps fill the CPU's vectors: 16 and more channels, or images, whose pixels oneDNN gathers
     * across the kernel, and 16 and more maps.
     */
    static boolean fillsVectors(long channels, long maps) {
        return channels >= LayoutRules.VECTOR || channels <= LayoutRules.IMAGE_CHANNELS && maps >= LayoutRules.VECTOR;
    }
}
