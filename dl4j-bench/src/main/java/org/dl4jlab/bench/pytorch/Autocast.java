package org.dl4jlab.bench.pytorch;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What {@code with torch.autocast("cpu", torch.bfloat16):} does in Python, by the functions that it calls: convolutions and
 * matrix products read bfloat16 copies of their arguments and answer bfloat16. Parameters, their gradients and the loss
 * stay float32. Copies of parameters live until the end of the block.
 */
final class Autocast implements AutoCloseable {
    Autocast() {
        torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
        torch.set_autocast_enabled(DeviceType.CPU, true);
        torch.increment_nesting();
    }

    @Override
    public void close() {
        if (torch.decrement_nesting() == 0) {
            torch.clear_cache();
        }
        torch.set_autocast_enabled(DeviceType.CPU, false);
    }
}
