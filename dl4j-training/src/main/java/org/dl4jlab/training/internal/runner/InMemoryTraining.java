package org.dl4jlab.training.internal.runner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.loop.Checkpoints;
import org.dl4jlab.training.internal.loop.Trainer;
import org.dl4jlab.training.internal.loop.TrainingResult;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.RunEnvironment;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.settings.Settings;

/** A training that leaves no folder: data, network, loop and test as in a run, and the rest stays in memory. */
public final class InMemoryTraining {

    /**
     * What it leaves.
     *
     * @param network trained, still open
     * @param data it was trained on
     * @param training metrics and losses
     * @param test on the test images; empty if there are none or training was stopped
     * @param record as a run would have it
     * @param checkpoint the newest; empty if none was due
     */
    public record Outcome(
            TrainableNetwork network,
            PreparedData data,
            TrainingResult training,
            Optional<Evaluation> test,
            RunRecord record,
            Optional<Checkpoint> checkpoint) {

        public boolean onEngine() {
            return NetworkBuilder.ranOnEngine(network);
        }

        /** Asks the network about images of the shape it was trained on. */
        public Evaluation evaluate(ImageSet images, TrainingSettings settings) {
            return new RunEvaluator(settings, RunListener.NONE, StopSignal.NEVER)
                    .evaluate("Testing", network, data, ImageView.all(images));
        }
    }

    private InMemoryTraining() {}

    /** @param start checkpoint to go on from; empty for a new training */
    public static Outcome run(
            Experiment experiment,
            TrainingSettings settings,
            long seed,
            LoadedData loaded,
            LabOptions options,
            Optional<Checkpoint> start) {
        settings.requireConsistent();
        ExperimentRunner.checkViews(experiment, settings);
        ExperimentRunner.checkStart(experiment, settings);
        RunSeeds seeds = new RunSeeds(seed);
        Listeners listeners = new Listeners(options.listeners());
        StopSignal stop = options.stop();
        Instant started = Instant.now();
        PreparedData data = PreparedData.of(experiment, settings, loaded, seeds);
        NetworkBuilder.Built built = NetworkBuilder.build(experiment, settings, data, seeds, options.engine());
        TrainableNetwork network = built.network();
        RunEvaluator tests = new RunEvaluator(settings, listeners, stop);
        List<Checkpoint> newest = new ArrayList<>(1);
        TrainingResult training;
        listeners.training(network.model());
        try (ImageBatches batches = data.trainBatches(settings, seeds, options.engine())) {
            Trainer trainer = new Trainer(
                    settings, listeners, stop::requested, options.stepLines(), new ListenerObserver(listeners));
            training = trainer.train(
                    network,
                    batches,
                    tests.afterEpochs(network, data, seeds),
                    new Checkpoints(Optional.of(checkpoint -> keep(newest, checkpoint)), start));
        }
        Optional<Evaluation> test = training.stopped() || data.test().size() == 0
                ? Optional.empty()
                : Optional.of(tests.evaluate("Testing", network, data, data.test()));
        RunRecord record = RunRecord.start(
                        experiment.name(),
                        null,
                        null,
                        seed,
                        Settings.toMap(settings),
                        options.engine(),
                        null,
                        started,
                        RunEnvironment.detect(options.sourceFolder()))
                .with(data.record(seeds))
                .with(built.record().onEngine(NetworkBuilder.ranOnEngine(network)));
        return new Outcome(
                network, data, training, test, record, newest.stream().findFirst());
    }

    private static String keep(List<Checkpoint> newest, Checkpoint checkpoint) {
        newest.clear();
        newest.add(checkpoint);
        return "in memory, after step " + checkpoint.step();
    }
}
