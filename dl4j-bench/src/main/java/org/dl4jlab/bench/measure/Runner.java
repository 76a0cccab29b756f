package org.dl4jlab.bench.measure;

import java.nio.file.Path;
import org.dl4jlab.bench.contender.ContenderFactory.Options;

/** Measures one contender once. */
@FunctionalInterface
public interface Runner {

    /**
     * Measures a contender.
     *
     * @param samples file of the workload's samples
     * @throws MeasurementException if that failed
     */
    Measurement measure(ContenderSpec contender, Options options, Task task, Effort effort, Path samples);
}
