package org.dl4jlab.bench.contender;

import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J as it is shipped: no property, no environment variable, nothing switched on. */
public final class StockDl4j implements ContenderFactory {

    @Override
    public Contender open(Workload workload, int batchSize, SampleImages samples, Options options) {
        return Dl4jContender.ofDl4j(
                workload,
                batchSize,
                samples,
                "DL4J 1.0.0-M2.1 as shipped, "
                        + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("omp.threads")
                        + " OpenMP threads");
    }
}
