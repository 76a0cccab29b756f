package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;

class Dl4jTrainingTest {

    private static final ImageShape SHAPE = new ImageShape(1, 6, 5);
    private static final int EPOCHS = 3;

    private static ImageBatchesBuilder batches() {
        byte[] pixels = new byte[50 * SHAPE.size()];
        new Random(7).nextBytes(pixels);
        byte[] labels = new byte[50];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 3);
        }
        ImageSet set = new ImageSet(SHAPE, List.of("a", "b", "c"), pixels, labels);
        return ImageBatches.of(ImageView.all(set))
                .batchSize(8)
                .shuffle(1)
                .augment(1, PadAndCrop.zero(1))
                .flat();
    }

    private static MultiLayerNetwork network() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(SHAPE.size())
                        .nOut(6)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(6)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** DL4J's own loop, with arrays that are reused, against batches that are copied and fitted one by one. */
    @Test
    void fittingTheIteratorEqualsFittingCopies() {
        MultiLayerNetwork fromIterator = network();
        INDArray initial = fromIterator.params().dup();
        try (ImageBatches batches = batches().workers(2).build()) {
            fromIterator.fit(batches, EPOCHS);
            assertThat(batches.epoch()).isEqualTo(EPOCHS - 1);
        }

        MultiLayerNetwork fromCopies = network();
        try (ImageBatches batches = batches().workers(0).build()) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                batches.epoch(epoch);
                while (batches.hasNext()) {
                    DataSet batch = batches.next();
                    fromCopies.fit(new DataSet(
                            batch.getFeatures().dup(), batch.getLabels().dup()));
                }
            }
        }
        assertThat(fromIterator.params()).isEqualTo(fromCopies.params());
        assertThat(fromIterator.params()).isNotEqualTo(initial);
        assertThat(fromIterator.getEpochCount()).isEqualTo(EPOCHS);
    }

    @Test
    void evaluatesEveryImageAgainAndAgain() {
        try (ImageBatches batches = batches().build()) {
            MultiLayerNetwork network = network();
            for (int round = 0; round < 2; round++) {
                assertThat(network.evaluate(batches).getNumRowCounter()).isEqualTo(50);
            }
        }
    }
}
