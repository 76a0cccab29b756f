package org.dl4jlab.bench.measure;

import org.dl4jlab.bench.workload.Workload;

/**
 * What contenders are compared at.
 *
 * @param workload network, data and update
 * @param phase training or prediction
 * @param batchSize images in a batch
 */
public record Task(Workload workload, Phase phase, int batchSize) {

    /** @throws IllegalArgumentException if there is no image in a batch */
    public Task {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch needs at least one image, but got " + batchSize + ".");
        }
    }

    /**
     * A task at the usual batch size, which is that of the workload, or one image where single predictions are timed.
     *
     * @param batchSize replaces the workload's; 0 for none
     */
    public static Task of(Workload workload, Phase phase, int batchSize) {
        int usual = batchSize > 0 ? batchSize : workload.batchSize();
        return new Task(workload, phase, phase == Phase.LATENCY ? 1 : usual);
    }
}
