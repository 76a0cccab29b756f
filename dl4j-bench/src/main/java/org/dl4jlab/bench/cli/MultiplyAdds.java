package org.dl4jlab.bench.cli;

import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;

/** Counts the arithmetic of a network. */
final class MultiplyAdds {

    private MultiplyAdds() {}

    /** Multiply-adds that a training step needs for each image. */
    static long of(Workload workload) {
        NetworkDefinition definition = Networks.byName(workload.network());
        return definition.trainingMultiplyAdds(definition.defaults());
    }
}
