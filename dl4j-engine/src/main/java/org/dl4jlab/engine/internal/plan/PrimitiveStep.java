package org.dl4jlab.engine.internal.plan;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive;

/** A oneDNN primitive with its arguments bound: running it is one native call. */
final class PrimitiveStep implements Step {
    private final String label;
    private final primitive owner;
    private final dnnl_primitive handle;
    private final dnnl_stream stream;
    private final dnnl_exec_arg_t arguments;
    private final int argumentCount;
    private final List<Tensor> tensors;

    PrimitiveStep(String label, primitive owner, dnnl_stream stream, Map<Integer, Tensor> arguments) {
        this.label = label;
        this.owner = owner;
        this.handle = owner.get();
        this.stream = stream;
        this.argumentCount = arguments.size();
        this.arguments = new dnnl_exec_arg_t(argumentCount);
        int position = 0;
        for (Map.Entry<Integer, Tensor> argument : arguments.entrySet()) {
            this.arguments
                    .position(position++)
                    .arg(argument.getKey())
                    .memory(argument.getValue().handle().get());
        }
        this.arguments.position(0);
        this.tensors = List.copyOf(arguments.values());
    }

    @Override
    public void run() {
        int status = dnnl.dnnl_primitive_execute(handle, stream, argumentCount, arguments);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException(label + " failed with oneDNN status " + status + " (" + owner + ")");
        }
    }

    @Override
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public String label() {
        return label;
    }
}
