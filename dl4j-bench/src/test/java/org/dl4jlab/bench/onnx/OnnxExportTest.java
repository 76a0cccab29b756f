package org.dl4jlab.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxExportTest {

    /** The contender compares its answers with the engine's before it is measured. */
    @ParameterizedTest
    @EnumSource(
            value = Workload.class,
            names = {"FC", "CNN", "CIFAR_NET", "VGG", "RESNET"})
    void onnxRuntimeAnswersAsTheEngineDoes(Workload workload) {
        for (int batch : new int[] {1, 3}) {
            try (OnnxRuntimeContender contender =
                    new OnnxRuntimeContender(workload, batch, samples(workload), new Options(1, false))) {
                assertThat(contender.probabilities(0)).hasSize(10 * batch);
            }
        }
    }

    @Test
    void aLayerThatIsNotKnownIsRefusedByName() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Deconvolution2D.Builder(2, 2).name("up").nOut(3).build())
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(4, 4, 1))
                .build());
        network.init();

        assertThatThrownBy(() -> OnnxExport.export(network, Shape.image(1, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("up")
                .hasMessageContaining("Deconvolution2D");
    }

    private static SampleImages samples(Workload workload) {
        int channels = workload.dataSet().equals("mnist") ? 1 : 3;
        int side = channels == 1 ? 28 : 32;
        byte[] pixels = new byte[4 * channels * side * side];
        new Random(1).nextBytes(pixels);
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = 1 / 64f;
            shift[c] = -2;
        }
        return new SampleImages(channels, side, side, 10, pixels, new byte[4], scale, shift);
    }
}
