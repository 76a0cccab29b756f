package org.dl4jlab.training.parallel;

import java.io.IOException;
import java.util.Optional;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;

/**
 * How several machines trained a run together.
 *
 * @param machines copies of the network
 * @param averagingFrequency steps that each took between two averagings
 */
public record AveragingPlan(int machines, int averagingFrequency) {

    /**
     * What a run recorded.
     *
     * @return empty if one machine trained it alone
     * @throws IOException if the record cannot be read
     */
    public static Optional<AveragingPlan> of(Run run) throws IOException {
        return RecordedRun.of(run)
                .record()
                .parallel()
                .map(parallel -> new AveragingPlan(parallel.machines(), parallel.averagingFrequency()));
    }
}
