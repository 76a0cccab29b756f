package org.dl4jlab.bench.onnx;

import org.dl4jlab.bench.contender.Contender;
import org.dl4jlab.bench.contender.ContenderFactory;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;

/** ONNX Runtime, which predicts only. */
public final class OnnxRuntime implements ContenderFactory {
    @Override
    public Contender open(Workload workload, int batchSize, SampleImages samples, Options options) {
        return new OnnxRuntimeContender(workload, batchSize, samples, options);
    }
}
