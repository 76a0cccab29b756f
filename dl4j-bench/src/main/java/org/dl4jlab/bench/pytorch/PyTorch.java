package org.dl4jlab.bench.pytorch;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.dl4jlab.bench.contender.Contender;
import org.dl4jlab.bench.contender.ContenderFactory;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.NativeRuntime;

/** Starts libtorch and builds one of its networks. */
public final class PyTorch implements ContenderFactory {

    @Override
    public Contender open(Workload workload, int batchSize, SampleImages samples, Options options) {
        return open(workload, batchSize, samples, options, Arithmetic.FLOAT32);
    }

    static Contender open(
            Workload workload, int batchSize, SampleImages samples, Options options, Arithmetic arithmetic) {
        // The same allocator and thread variables as DL4J gets.
        System.setProperty(NativeRuntime.THREADS_PROPERTY, Integer.toString(options.threads()));
        NativeRuntime.configure();
        Loader.load(torch.class);
        torch.set_num_threads(options.threads());
        torch.manual_seed(1);
        return new PyTorchContender(workload, batchSize, samples, options, arithmetic);
    }
}
