package org.dl4jlab.training.internal.log;

import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.runner.EvaluatedRun;
import org.dl4jlab.training.internal.runner.EvaluationListener;
import org.dl4jlab.training.testing.MnistSlice;
import org.slf4j.LoggerFactory;

/** A program that trains once; it and a library of its own log while it does. */
final class LoggedRun {

    private LoggedRun() {}

    /** @param args folder of runs */
    public static void main(String[] args) throws Exception {
        Experiment tiny = Experiment.named("tiny")
                .data(new Slice())
                .network(Networks.FC2_LAYER)
                .settings(TrainingSettings.defaults().withEpochs(1).withTrainImages(100));
        Run run = Lab.in(Path.of(args[0]), LabOptions.defaults().withListener(new Program()))
                .train(tiny, Seed.of(1));
        LoggerFactory.getLogger("com.example.Program").error("after the run");
        System.out.println(run.status());
    }

    /** Has something to say about itself. */
    private static final class Slice implements DataSource {

        @Override
        public String title() {
            return "MNIST";
        }

        @Override
        public Optional<DataSetSpec> description() {
            return Optional.of(MnistSlice.spec());
        }

        @Override
        public LoadedData load(DataStore store, ProgressListener listener) {
            listener.warn("a word about the data");
            return MnistSlice.load();
        }
    }

    private static final class Program implements EvaluationListener {

        @Override
        public void started(Run run, Model network) {
            LoggerFactory.getLogger("com.example.Program").error("a word of the program");
            LoggerFactory.getLogger("com.example.Program")
                    .error("its {}", "fault", new IllegalStateException("because"));
        }

        @Override
        public void tested(EvaluatedRun run) {
            throw new IllegalStateException("no picture today");
        }
    }
}
