package org.dl4jlab.engine.internal.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dl4jlab.engine.graph.ParameterSlice;
import org.dl4jlab.engine.internal.onednn.Layout;

/** The tensors of a plan that is being built, and at last their places. */
final class PlanMemory {
    private final FlatArrays arrays;
    private final Set<Region> kept = new LinkedHashSet<>();

    PlanMemory(FlatArrays arrays) {
        this.arrays = arrays;
    }

    static Tensor tensor(Layout layout) {
        return new Tensor(layout, Region.inArena(layout.bytes()));
    }

    /** A tensor in memory of others, whose address is given at each run. */
    static Tensor external(Layout layout) {
        return new Tensor(layout, Region.external(layout.bytes(), 0));
    }

    Tensor keptTensor(Layout layout) {
        Tensor tensor = tensor(layout);
        keep(tensor);
        return tensor;
    }

    /** Lets no other tensor share this one's memory. */
    void keep(Tensor tensor) {
        kept.add(tensor.region());
    }

    Tensor parameter(ParameterSlice slice, Layout layout) {
        return flat(arrays.parameters(), slice, layout);
    }

    Tensor parameterGradient(ParameterSlice slice, Layout layout) {
        return flat(arrays.gradients(), slice, layout);
    }

    private static Tensor flat(long base, ParameterSlice slice, Layout layout) {
        if (layout.bytes() != slice.length() * Float.BYTES) {
            throw new IllegalStateException("parameter of " + slice.length() + " values as " + layout);
        }
        return new Tensor(layout, Region.external(layout.bytes(), base + slice.offset() * Float.BYTES));
    }

    /**
     * Gives every tensor a place: tensors that are alive at the same time do not overlap.
     *
     * @param steps of a whole run, in order
     */
    Arena layOut(List<Step> steps) {
        Set<Region> regions = new LinkedHashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Tensor tensor : steps.get(i).tensors()) {
                if (!tensor.region().isExternal()) {
                    tensor.region().usedAt(i);
                    regions.add(tensor.region());
                }
            }
        }
        for (Region region : kept) {
            region.usedAt(0);
            region.usedAt(steps.size());
        }
        return new Arena(regions);
    }
}
