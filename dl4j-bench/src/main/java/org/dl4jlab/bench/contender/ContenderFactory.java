package org.dl4jlab.bench.contender;

import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;

/** Makes a contender ready for a workload. */
public interface ContenderFactory {

    /**
     * Builds the network and prepares all full batches of the samples.
     *
     * @param batchSize images in a batch
     * @param options settings to try out, for example {@code threads}
     */
    Contender open(Workload workload, int batchSize, SampleImages samples, Options options);

    /**
     * What may differ between two trials of one contender.
     *
     * @param threads for the native libraries; 0 leaves the choice to the contender
     * @param channelsLast whether images lie as {@code [batch, height, width, channels]} in memory, where the contender
     *     can choose
     */
    record Options(int threads, boolean channelsLast) {}
}
