package org.dl4jlab.bench.pytorch;

import org.dl4jlab.bench.contender.Contender;
import org.dl4jlab.bench.contender.ContenderFactory;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;

/** libtorch under {@code autocast(bfloat16)}. */
public final class PyTorchBfloat16 implements ContenderFactory {

    @Override
    public Contender open(Workload workload, int batchSize, SampleImages samples, Options options) {
        return PyTorch.open(workload, batchSize, samples, options, Arithmetic.AUTOCAST_BFLOAT16);
    }
}
