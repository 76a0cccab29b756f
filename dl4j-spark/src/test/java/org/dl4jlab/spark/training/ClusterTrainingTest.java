package org.dl4jlab.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.spark.local.LocalCluster;
import org.dl4jlab.spark.prediction.SparkPrediction;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.parallel.ParallelTraining;
import org.dl4jlab.training.testing.MadePictures;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real master, and executors that are JVMs of their own. */
@Tag("cluster")
class ClusterTrainingTest {

    @TempDir
    Path folder;

    @Test
    void executorsLearnTogetherAndOneThatIsKilledChangesNothing() throws Exception {
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        TrainingSettings settings = experiment.settings().withEpochs(6).withBatch(10);
        try (LocalCluster cluster = LocalCluster.start(2, 1, 1024);
                SparkConnection connection = SparkConnection.open(cluster.address(), "test")) {
            Run whole = train(connection, experiment, settings, RunListener.NONE);
            long executor = executors(connection).get(0);
            boolean[] killed = {false};
            Run hurt = train(connection, experiment, settings, new RunListener() {
                @Override
                public void step(int step, long images, double loss) {
                    if (step == 100) {
                        killed[0] = ProcessHandle.of(executor).orElseThrow().destroyForcibly();
                    }
                }
            });

            assertThat(killed[0]).isTrue();
            assertThat(whole.result().orElseThrow().accuracy()).isGreaterThan(0.75);
            assertThat(hurt.model().params()).isEqualTo(whole.model().params());
            assertThat(hurt.losses()).containsExactly(whole.losses());
            assertThat(CopyHost.size()).isZero();

            askedAsOnOneMachine(connection);
        }
    }

    private Run train(
            SparkConnection connection, Experiment experiment, TrainingSettings settings, RunListener listener)
            throws IOException {
        LabOptions options = LabOptions.defaults().withListener(listener);
        return ParallelTraining.in(folder.resolve("runs"), options, SparkMachines.of(connection, 2), 25)
                .train(experiment, settings, Seed.of(2));
    }

    /** Asked of themselves: the command lines of such processes are longer than what the system shows of one. */
    private static List<Long> executors(SparkConnection connection) {
        return connection
                .context()
                .parallelize(List.of(1, 2, 3, 4, 5, 6, 7, 8), 8)
                .map(i -> ProcessHandle.current().pid())
                .distinct()
                .collect();
    }

    private void askedAsOnOneMachine(SparkConnection connection) throws IOException {
        Path pictures = MadePictures.folder(folder.resolve("pictures"), MadePictures.SHAPES, 6, 1);
        Files.writeString(pictures.resolve("discs/broken.png"), "no picture");
        Run run = Lab.in(folder.resolve("runs"))
                .train(
                        Experiment.named("shapes")
                                .data(DataSource.of(ImageFolder.of(pictures)))
                                .network(Networks.SIMPLE_CNN)
                                .settings(TrainingSettings.of(1, 8)),
                        Seed.of(1));
        DataEvaluation alone = Lab.in(folder.resolve("runs")).evaluate(run, DataSource.of(ImageFolder.of(pictures)));

        DataEvaluation together = SparkPrediction.of(connection, run).evaluate(pictures, LabOptions.defaults());

        assertThat(together.leftOut()).isEqualTo(alone.leftOut()).hasSize(1);
        assertThat(together.evaluation().predictions())
                .usingRecursiveComparison()
                .isEqualTo(alone.evaluation().predictions());
    }
}
