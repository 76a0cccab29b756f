package org.dl4jlab.bench.contender;

import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.engine.RuntimeReport;

/** DL4J's own execution on a native runtime that was set up for it. */
public final class TunedDl4j implements ContenderFactory {

    @Override
    public Contender open(Workload workload, int batchSize, SampleImages samples, Options options) {
        if (options.threads() > 0) {
            System.setProperty(NativeRuntime.THREADS_PROPERTY, Integer.toString(options.threads()));
        }
        NativeRuntime.configure();
        RuntimeReport report = NativeRuntime.load();
        return Dl4jContender.ofDl4j(
                workload, batchSize, samples, "DL4J 1.0.0-M2.1, runtime set up:" + System.lineSeparator() + report);
    }
}
