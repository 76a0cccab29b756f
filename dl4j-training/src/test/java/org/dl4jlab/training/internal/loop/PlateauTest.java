package org.dl4jlab.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlateauTest {

    private static final TrainingSettings SETTINGS = TrainingSettings.of(6, 100)
            .withLearningRate(0.08)
            .withMomentum(0.5)
            .withValidationFraction(0.1)
            .withSchedule(ScheduleSettings.Schedule.PLATEAU)
            .withPlateauEpochs(2)
            .withDecayFactor(0.5);

    /** Falls once; the third epoch in a row above 1.5 is the second reduction. */
    private static final List<Double> LOSSES = List.of(2.0, 1.5, 1.6, 1.5, 1.7, 1.8);

    @TempDir
    Path folder;

    private static List<MetricsTable.Row> rows(Double... losses) {
        List<MetricsTable.Row> rows = new ArrayList<>();
        for (Double loss : losses) {
            rows.add(new MetricsTable.Row(1, 1, 0.1, 1, loss, 0.5, 1, 1));
        }
        return rows;
    }

    @Test
    void countedByHand() {
        assertThat(Plateau.reductions(rows(), 1)).isZero();
        assertThat(Plateau.reductions(rows(3.0, 2.0, 1.0), 1)).isZero();
        assertThat(Plateau.reductions(rows(3.0, 3.0, 3.1), 1)).isEqualTo(2);
        assertThat(Plateau.reductions(rows(3.0, 3.0, 3.1), 2)).isEqualTo(1);
        assertThat(Plateau.reductions(rows(3.0, 3.1, 2.9, 3.0, 2.95), 2)).isEqualTo(1);
        assertThat(Plateau.reductions(rows(3.0, Double.NaN, 3.1, null, 3.2), 3)).isEqualTo(1);
        assertThat(Plateau.reductions(rows(3.0, null, null), 1)).isZero();
    }

    private static TrainableNetwork network(boolean engine) {
        var definition = Networks.FC2_LAYER;
        Model model = definition
                .configure(definition.defaults().withUpdater(Updaters.of(SETTINGS, 10)))
                .initialize();
        return TrainableNetwork.of(engine ? Engine.accelerate((MultiLayerNetwork) model) : model);
    }

    private static TrainingResult train(TrainableNetwork network, int stopAfter, Checkpoints checkpoints, int done) {
        Iterator<Double> losses = LOSSES.subList(done, LOSSES.size()).iterator();
        int[] asked = new int[1];
        try (ImageBatches batches = ImageBatches.of(
                        ImageView.all(MnistSlice.load().train()).first(400))
                .batchSize(100)
                .shuffle(1)
                .flat()
                .build()) {
            return new Trainer(SETTINGS, RunListener.NONE, () -> asked[0]++ >= stopAfter, false)
                    .train(
                            network,
                            batches,
                            EpochEvaluation.validating(() -> Optional.of(Evaluation.of(
                                    1, List.of(new Prediction(0, 0, 0, new float[] {1}, losses.next()))))),
                            checkpoints);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRateFallsWhereValidationStandsStillAlsoAfterAResume(boolean engine) throws Exception {
        TrainableNetwork whole = network(engine);
        TrainingResult result = train(whole, 1000, Checkpoints.NONE, 0);
        assertThat(result.metrics().rows())
                .extracting(MetricsTable.Row::learningRate)
                .containsExactly(0.08, 0.08, 0.08, 0.08, 0.04, 0.04);
        assertThat(whole.learningRate(0, 0)).isEqualTo(0.02);

        CheckpointFolder checkpoints = new CheckpointFolder(folder);
        // Four steps per epoch: stopped within the fifth epoch, in which the rate is half.
        train(network(engine), 18, new Checkpoints(Optional.of(checkpoints::save), Optional.empty()), 0);
        TrainableNetwork resumed = network(engine);
        TrainingResult rest = train(resumed, 1000, new Checkpoints(Optional.empty(), checkpoints.newest()), 4);

        assertThat(rest.losses().loss()).containsExactly(result.losses().loss());
        assertThat(resumed.model().params()).isEqualTo(whole.model().params());
        assertThat(resumed.learningRate(0, 0)).isEqualTo(0.02);
    }

    @Test
    void needsValidationAndNoWarmUp() {
        assertThatThrownBy(() -> SETTINGS.withValidationFraction(0).requireValidation(false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("schedule=plateau")
                .hasMessageContaining("validationFraction is 0");
        assertThatThrownBy(SETTINGS.withWarmupEpochs(2)::requireConsistent)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("warmupEpochs is 2.0");
    }
}
