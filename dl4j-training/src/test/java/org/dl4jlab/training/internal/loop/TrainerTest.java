package org.dl4jlab.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.TrainingException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withEpochs(2).withBatch(32).withLearningRate(0.05);
    private static final ImageView IMAGES = ImageView.all(MnistSlice.load().train());
    private static final int STEPS_PER_EPOCH = 32;

    @Test
    void visitsEveryImageOnceAnEpochAndLearns() {
        ImageView.Split split = IMAGES.split(0.1, 1);
        TrainableNetwork network = network(SETTINGS);
        AtomicInteger last = new AtomicInteger();
        RunListener progress = new RunListener() {
            @Override
            public Task begin(String name, long total, String unit) {
                assertThat(total).isEqualTo(2 * split.train().size());
                return done -> {
                    assertThat((int) done).isGreaterThan(last.get());
                    last.set((int) done);
                };
            }
        };
        TrainingResult result;
        try (ImageBatches batches = batches(split.train());
                ImageBatches held = batches(split.validation())) {
            EpochEvaluation tests = new EpochEvaluation() {
                @Override
                public Optional<Evaluation> validation() {
                    held.epoch(0);
                    return Optional.of(Evaluator.evaluate(network::probabilities, held, done -> {}));
                }
            };
            result =
                    new Trainer(SETTINGS, progress, () -> false, true).train(network, batches, tests, Checkpoints.NONE);
        }

        assertThat(result.stopped()).isFalse();
        assertThat(result.images()).isEqualTo(1800).isEqualTo(last.get());
        assertThat(result.losses().size()).isEqualTo(2 * 29);
        assertThat(result.losses().step()).startsWith(1, 2, 3).endsWith(58);
        assertThat(result.metrics().rows()).extracting(MetricsTable.Row::step).containsExactly(29, 58);
        MetricsTable.Row first = result.metrics().rows().get(0);
        MetricsTable.Row second = result.metrics().rows().get(1);
        assertThat(second.trainLoss()).isLessThan(first.trainLoss());
        assertThat(second.validationAccuracy()).isGreaterThan(0.3);
        assertThat(second.learningRate()).isEqualTo(0.05);
        assertThat(second.seconds()).isGreaterThan(first.seconds());
        assertThat(((MultiLayerNetwork) network.model()).getEpochCount()).isEqualTo(2);
    }

    @Test
    void meanLossOfAnEpochIsThatOfItsSteps() {
        TrainingResult result = train(SETTINGS, () -> false);

        float[] losses = result.losses().loss();
        double sum = 0;
        for (int i = STEPS_PER_EPOCH; i < losses.length; i++) {
            sum += losses[i];
        }
        assertThat(result.metrics().rows().get(1).trainLoss()).isEqualTo(sum / STEPS_PER_EPOCH);
        assertThat(result.metrics().rows().get(1).validationLoss()).isNull();
    }

    @Test
    void stopsBeforeTheNextStepWhenAsked() {
        AtomicInteger asked = new AtomicInteger();
        TrainingResult result = train(SETTINGS, () -> asked.incrementAndGet() > 40);

        assertThat(result.stopped()).isTrue();
        assertThat(result.losses().size()).isEqualTo(40);
        assertThat(result.metrics().rows()).extracting(MetricsTable.Row::step).containsExactly(STEPS_PER_EPOCH, 40);
    }

    @Test
    void aStopBeforeTheFirstStepLeavesNoRow() {
        TrainingResult result = train(SETTINGS, () -> true);

        assertThat(result.stopped()).isTrue();
        assertThat(result.metrics().rows()).isEmpty();
        assertThat(result.losses().size()).isZero();
    }

    @Test
    void endsWithAdviceWhenTheLossIsNoNumber() {
        TrainableNetwork network = network(SETTINGS);
        network.model().params().assign(Double.NaN);

        try (ImageBatches batches = batches(IMAGES)) {
            Trainer trainer = new Trainer(SETTINGS, RunListener.NONE, () -> false, false);
            assertThatThrownBy(() -> trainer.train(network, batches))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("failed at step 1: the loss is NaN")
                    .hasMessageContaining("learningRate=0.005");
        }
    }

    /** Every loss was finite, and no checkpoint is written that would notice. */
    @Test
    void endsWithAdviceWhenAWeightIsNoNumberAtTheEnd() {
        TrainableNetwork network = network(SETTINGS);
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier stopAfterOneStep = () -> {
            boolean stop = asked.incrementAndGet() > 1;
            if (stop) {
                network.model().params().putScalar(0, Float.NaN);
            }
            return stop;
        };

        try (ImageBatches batches = batches(IMAGES)) {
            Trainer trainer = new Trainer(SETTINGS, RunListener.NONE, stopAfterOneStep, false);
            assertThatThrownBy(() -> trainer.train(network, batches))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("failed at step 1: a weight is no longer a finite number");
        }
    }

    /** The weights that are kept are those of an earlier epoch, and no checkpoint is written that would notice. */
    @Test
    void endsWithAdviceWhenAWeightIsNoNumberAtTheEndAndABetterEpochWasKept() {
        TrainingSettings settings =
                SETTINGS.withValidationFraction(0.1).withKeepBest(true).withCheckpointEvery(0);
        TrainableNetwork network = network(settings);
        List<Evaluation> found = new ArrayList<>();

        try (ImageBatches batches = batches(IMAGES);
                ImageBatches held = batches(IMAGES)) {
            EpochEvaluation tests = EpochEvaluation.validating(() -> {
                if (found.isEmpty()) {
                    held.epoch(0);
                    found.add(Evaluator.evaluate(network::probabilities, held, done -> {}));
                } else {
                    network.model().params().putScalar(0, Float.NaN);
                }
                return Optional.of(found.get(0));
            });
            Trainer trainer = new Trainer(settings, RunListener.NONE, () -> false, false);
            assertThatThrownBy(() -> trainer.train(network, batches, tests, Checkpoints.NONE))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("a weight is no longer a finite number");
        }
    }

    private static TrainingResult train(TrainingSettings settings, BooleanSupplier stop) {
        try (ImageBatches batches = batches(IMAGES)) {
            return new Trainer(settings, RunListener.NONE, stop, false).train(network(settings), batches);
        }
    }

    private static ImageBatches batches(ImageView view) {
        return ImageBatches.of(view)
                .batchSize(32)
                .shuffle(1)
                .normalize(MnistSlice.spec().normalization())
                .flat()
                .build();
    }

    private static TrainableNetwork network(TrainingSettings settings) {
        var definition = Networks.FC2_LAYER;
        return TrainableNetwork.of(definition
                .configure(definition.defaults().withUpdater(Updaters.of(settings, STEPS_PER_EPOCH)))
                .initialize());
    }
}
