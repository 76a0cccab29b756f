package org.dl4jlab.bench.contender;

import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.Precision;

/** The engine whose convolutions multiply bfloat16. It refuses networks that this makes no faster. */
public final class EngineBfloat16 implements ContenderFactory {

    @Override
    public Contender open(Workload workload, int batchSize, SampleImages samples, Options options) {
        return EngineDl4j.open(workload, batchSize, samples, options, Precision.BFLOAT16);
    }
}
