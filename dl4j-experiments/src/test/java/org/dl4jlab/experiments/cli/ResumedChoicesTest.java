package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.testing.MadePictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Runs of a person's own choice of data, network and first weights go on from their folder alone. */
class ResumedChoicesTest {

    private static final int STEPS_BEFORE_THE_STOP = 5;

    @TempDir
    static Path folder;

    private static Path pictures;
    private static Path model;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void make() throws IOException {
        pictures = MadePictures.folder(folder.resolve("shapes"), MadePictures.SHAPES.subList(0, 3), 12, 4);
        model = folder.resolve("own.zip");
        MultiLayerNetwork own = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .l2(1e-4)
                .list(
                        new ConvolutionLayer.Builder(3, 3).nOut(4).stride(2, 2).build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(5)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(16, 16, 3))
                .build());
        own.init();
        ModelSerializer.writeModel(own, model.toFile(), true);
        own.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--network fc2layer", "--network OWN", "--from OWN"})
    void aStoppedRunGoesOnToTheSameWeights(String choice) throws IOException {
        Path cache = folder.resolve("cache");
        Path runs = folder.resolve("runs " + choice.replaceAll("\\W+", "-"));
        List<String> command = new ArrayList<>(List.of("run", "mnist-cnn", "--data", pictures.toString()));
        command.addAll(List.of(choice.replace("OWN", model.toString()).split(" ", 2)));
        command.addAll(List.of("--size", "16", "--epochs", "4", "--set", "batch=8"));
        command.addAll(List.of("--runs-dir", runs.resolve("whole").toString(), "--data-dir", cache.toString()));
        assertThat(call(command)).as(err.toString()).isEqualTo(ExitCode.DONE);
        LabOptions options = LabOptions.defaults().withDataStore(DataStore.open(cache));
        Lab lab = Lab.in(runs.resolve("whole"), options);
        Run whole = lab.runs().get(0);

        Lab stopping = Lab.in(runs.resolve("stopped"), options.withStop(new StopAfter(STEPS_BEFORE_THE_STOP)));
        Run stopped =
                stopping.train(lab.experiment(whole), RecordedRun.of(whole).settings(), Seed.of(1));
        assertThat(stopped.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(call(List.of("run", "--resume", stopped.path().toString(), "--data-dir", cache.toString())))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);

        assertThat(stopped.path().resolve("predictions.csv"))
                .hasSameTextualContentAs(whole.path().resolve("predictions.csv"));
        assertThat(weights(stopped)).containsExactly(weights(whole));
    }

    private static float[] weights(Run run) throws IOException {
        MultiLayerNetwork network =
                (MultiLayerNetwork) ModelFile.read(run.path().resolve("model.zip"), false);
        float[] weights = network.params().data().asFloat();
        network.close();
        return weights;
    }

    private int call(List<String> arguments) {
        return LabProgram.standard()
                .commandLine(folder.resolve("lab.log"))
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
    }

    /** Asks for a stop the n-th time that it is asked. */
    private record StopAfter(int times, AtomicInteger asked) implements StopSignal {

        StopAfter(int times) {
            this(times, new AtomicInteger());
        }

        @Override
        public boolean requested() {
            return asked.incrementAndGet() > times;
        }

        @Override
        public <T> T interruptible(Supplier<T> work) {
            return work.get();
        }
    }
}
