package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LearningRateScan;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.loop.RisingLearningRate;
import org.dl4jlab.training.internal.network.TrainableNetwork;

/** Makes a learning-rate range test of an experiment and leaves its numbers. */
public final class LearningRateFinder {

    private LearningRateFinder() {}

    /**
     * Trains the experiment's network for at most 200 steps with a rising learning rate. Test data is not touched.
     *
     * @param engine how the compiled engine runs the network; empty for DL4J's own layers
     * @param folder takes the file
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if fewer than two steps could be made
     */
    public static LearningRateScan run(
            Experiment experiment,
            TrainingSettings settings,
            long seed,
            LoadedData data,
            Optional<EngineOptions> engine,
            StopSignal stop,
            Path folder)
            throws IOException {
        int images = settings.trainImages() == 0 ? data.train().size() : settings.trainImages();
        TrainingSettings rising = RisingLearningRate.settings(settings, images);
        RunSeeds seeds = new RunSeeds(seed);
        PreparedData prepared = PreparedData.of(experiment, rising, data, seeds);
        NetworkBuilder.Built built = NetworkBuilder.build(experiment, rising, prepared, seeds, engine);
        RisingLearningRate steps;
        try (TrainableNetwork network = built.network();
                ImageBatches batches = prepared.trainBatches(rising, seeds, engine)) {
            steps = RisingLearningRate.run(network, rising, batches, stop::requested);
        }
        if (steps.rates().size() < 2) {
            throw new IllegalStateException("a learning-rate test needs at least two steps, but made "
                    + steps.rates().size() + "; use more images or a smaller batch");
        }
        Files.createDirectories(folder);
        String name = experiment.name() + "-s" + seed + "-learning-rates";
        Path table = folder.resolve(name + ".csv");
        AtomicFile.writeString(table, steps.toCsv());
        return new LearningRateScan(steps.rates(), steps.losses(), steps.smoothed(), table);
    }
}
