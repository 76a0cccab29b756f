package org.dl4jlab.training.internal.runner;

import java.util.Optional;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.loop.LocalSteps;
import org.dl4jlab.training.internal.loop.StepSource;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;

/** Where the steps of runs are taken. */
public interface StepPlace {

    /** This process. */
    StepPlace HERE = new StepPlace() {

        @Override
        public Optional<RunRecord.Parallel> record() {
            return Optional.empty();
        }

        @Override
        public void requireSupported(TrainingSettings settings) {
            // It takes whatever a run can ask for.
        }

        @Override
        public StepSource open(Job job) {
            return new LocalSteps(
                    job.network(),
                    job.settings().gradients(),
                    job.data().trainBatches(job.settings(), job.seeds(), job.engine()));
        }

        @Override
        public boolean ranOnEngine(TrainableNetwork network) {
            return NetworkBuilder.ranOnEngine(network);
        }
    };

    /**
     * What is to be trained.
     *
     * @param network as it begins
     * @param engine how the compiled engine runs it; empty for DL4J's own layers
     * @param folder of the run
     */
    record Job(
            TrainableNetwork network,
            PreparedData data,
            TrainingSettings settings,
            RunSeeds seeds,
            Optional<EngineOptions> engine,
            RunFolder folder) {}

    /** What a run's record says of it; empty if it is this process. */
    Optional<RunRecord.Parallel> record();

    /** Among how many machines the training images are divided. */
    default int machines() {
        return record().map(RunRecord.Parallel::machines).orElse(1);
    }

    /**
     * Checks settings before anything is made.
     *
     * @throws org.dl4jlab.training.InvalidInputException if one of them cannot be kept here
     */
    void requireSupported(TrainingSettings settings);

    /** Makes ready to train. What it opens is closed before the network is tested. */
    StepSource open(Job job);

    /**
     * Whether all steps so far ran on the compiled engine.
     *
     * @param network of the last job
     */
    boolean ranOnEngine(TrainableNetwork network);
}
