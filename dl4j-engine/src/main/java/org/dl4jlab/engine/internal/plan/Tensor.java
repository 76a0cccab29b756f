package org.dl4jlab.engine.internal.plan;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.onednn.OneDnn;

/** A tensor of a plan: a layout over a region of memory. Several tensors may look at one region. */
public final class Tensor {
    private final Layout layout;
    private final Region region;
    private final long offset;
    private final memory handle;
    private final List<Tensor> views = new ArrayList<>();
    private long address;
    private FloatBuffer floats;

    Tensor(Layout layout, Region region) {
        this(layout, region, 0);
    }

    /** @param offset bytes from the start of the region to the first element */
    private Tensor(Layout layout, Region region, long offset) {
        this.layout = layout;
        this.region = region;
        this.offset = offset;
        this.handle = new memory(layout.descriptor(), OneDnn.engine(), (Pointer) null);
        if (region.address() != 0) {
            bind(region.address());
        }
    }

    /**
     * Some or all of the same bytes in another layout; they move with this tensor.
     *
     * @param start bytes from the first element of this tensor to the first of the view
     */
    Tensor view(Layout other, long start) {
        Tensor view = new Tensor(other, region, offset + start);
        views.add(view);
        return view;
    }

    /** How the elements lie in memory. */
    public Layout layout() {
        return layout;
    }

    /**
     * The elements in physical order, for steps written in Java. Only while the plan runs.
     */
    public FloatBuffer floats() {
        if (floats == null) {
            if (address == 0) {
                throw new IllegalStateException("the tensor has no memory yet");
            }
            floats = NativeBytes.at(address, layout.bytes()).asFloatBuffer();
        }
        return floats;
    }

    /**
     * Points the tensor at other memory; for inputs and outputs that change at each run.
     *
     * @param regionAddress where the tensor's region starts
     */
    void bind(long regionAddress) {
        long newAddress = regionAddress + offset;
        if (newAddress != address) {
            handle.set_data_handle(new NativeBytes.Address(newAddress));
            address = newAddress;
            floats = null;
            for (Tensor view : views) {
                view.bind(regionAddress);
            }
        }
    }

    memory handle() {
        return handle;
    }

    Region region() {
        return region;
    }
}
