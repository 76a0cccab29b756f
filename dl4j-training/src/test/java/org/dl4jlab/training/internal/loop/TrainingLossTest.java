package org.dl4jlab.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.ImageBatchesBuilder;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** What a row of metrics says of an epoch, against sums by hand. */
class TrainingLossTest {

    private static final double COEFFICIENT = 0.02;
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withEpochs(3).withBatch(125).withLearningRate(0.05);
    private static final ImageView IMAGES = ImageView.all(MnistSlice.load().train());

    /** Validation and test loss have no penalty either, and all three are drawn in one picture. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void theTrainingLossLeavesThePenaltyOutAndTheRowNamesIt(boolean engine, boolean l2) {
        NetworkDefinition definition = Networks.SIMPLE_CNN;
        NetworkOptions options = definition.defaults().withUpdater(new Sgd(0.05));
        var model = (MultiLayerNetwork) definition
                .configure(l2 ? options.withL2(COEFFICIENT) : options.withWeightDecay(COEFFICIENT))
                .initialize();
        TrainableNetwork network = TrainableNetwork.of(engine ? Engine.accelerate(model) : model);
        TrainingSettings settings = SETTINGS.withEpochs(1);
        double before = penalty(network);
        assertThat(before).isGreaterThan(0.05);
        double plain;
        TrainingResult result;
        try (ImageBatches batches = batches(false)) {
            batches.epoch(0);
            plain = crossEntropy(network, batches);
            result = new Trainer(settings, RunListener.NONE, () -> false, false).train(network, batches);
        }
        assertThat(result.losses().loss()[0]).isCloseTo((float) plain, within(1e-4f));
        MetricsTable.Row row = result.metrics().rows().get(0);
        assertThat(row.penalty()).isCloseTo(penalty(network), within(1e-4)).isNotCloseTo(before, within(1e-4));
        assertThat(row.trainLoss()).isLessThan(Math.log(10) + 0.05);
    }

    @Test
    void withoutRegularisationThereIsNoPenalty() {
        TrainableNetwork network = TrainableNetwork.of(
                Networks.FC2_LAYER.configure(Networks.FC2_LAYER.defaults()).initialize());
        try (ImageBatches batches = batches(true)) {
            assertThat(new Trainer(SETTINGS, RunListener.NONE, () -> false, false)
                            .train(network, batches)
                            .metrics()
                            .rows())
                    .extracting(MetricsTable.Row::penalty)
                    .containsOnlyNulls();
        }
    }

    /** Eight steps an epoch, and the rate falls to a tenth every two epochs: the third epoch is the first with a tenth. */
    @Test
    void theRateOfAnEpochIsThatOfItsLastStep() {
        TrainingSettings settings = SETTINGS.with(SETTINGS.rate()
                .withSchedule(ScheduleSettings.Schedule.STEP)
                .withDecayEpochs(2)
                .withDecayFactor(0.1));
        NetworkDefinition definition = Networks.FC2_LAYER;
        try (ImageBatches batches = batches(true)) {
            TrainableNetwork network = TrainableNetwork.of(definition
                    .configure(definition.defaults().withUpdater(Updaters.of(settings, batches.batches())))
                    .initialize());
            assertThat(new Trainer(settings, RunListener.NONE, () -> false, false)
                            .train(network, batches)
                            .metrics()
                            .rows())
                    .extracting(row -> (float) row.learningRate())
                    .containsExactly(0.05f, 0.05f, 0.005f);
        }
    }

    private static ImageBatches batches(boolean flat) {
        ImageBatchesBuilder batches = ImageBatches.of(IMAGES)
                .batchSize(125)
                .normalize(MnistSlice.spec().normalization());
        return (flat ? batches.flat() : batches).build();
    }

    /** Half the coefficient times the sum of the squares of all weights; biases are not punished. */
    private static double penalty(TrainableNetwork network) {
        double sum = 0;
        for (Layer layer : network.layers()) {
            INDArray weights = layer.getParam("W");
            if (weights != null) {
                sum += COEFFICIENT / 2 * weights.mul(weights).sumNumber().doubleValue();
            }
        }
        return sum;
    }

    private static double crossEntropy(TrainableNetwork network, ImageBatches batches) {
        var batch = batches.next();
        INDArray probabilities = network.probabilities(batch.getFeatures());
        double sum = 0;
        for (int i = 0; i < batch.numExamples(); i++) {
            int label = batch.getLabels().getRow(i).argMax().getInt(0);
            sum -= Math.log(probabilities.getDouble(i, label));
        }
        return sum / batch.numExamples();
    }
}
