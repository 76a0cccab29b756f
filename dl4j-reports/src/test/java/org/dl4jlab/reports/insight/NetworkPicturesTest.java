package org.dl4jlab.reports.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.reports.picture.Theme;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkPicturesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "cifar-net-improved, true, of the first convolution",
        "resnet20, true, 16 of the 16 feature maps",
        "cifar-net, false, 6 of the 6 feature maps",
    })
    void aConvolutionalNetworkLeavesItsPictures(String name, boolean deep, String maps) throws IOException {
        NetworkDefinition definition = Networks.byName(name);
        Model model = definition.configure(definition.defaults().withSeed(1)).initialize();
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(model, file.toFile(), false);
        ImageSet images = noise(12);
        RunPictures pictures = new RunPictures(folder.resolve("pictures"));

        NetworkPictures.draw(pictures, file, evaluation(images), images, chosen -> {
            INDArray batch = Nd4j.create(DataType.FLOAT, chosen.length, 3, 32, 32);
            for (int i = 0; i < chosen.length; i++) {
                batch.slice(i).assign(chosen[i] / 12.0);
            }
            return batch;
        });

        assertThat(pictures.read(RunPictures.FILTERS, Theme.LIGHT).orElseThrow().description())
                .contains("filters of the first convolution");
        assertThat(pictures.read(RunPictures.FEATURE_MAPS, Theme.DARK)
                        .orElseThrow()
                        .description())
                .contains(maps);
        assertThat(pictures.read(RunPictures.GRAD_CAM, Theme.LIGHT).isPresent()).isEqualTo(deep);
        if (deep) {
            assertThat(pictures.read(RunPictures.GRAD_CAM, Theme.LIGHT)
                            .orElseThrow()
                            .description())
                    .startsWith("Grad-CAM of 8 test images: airplane; bird;")
                    .contains("taken for");
        }
    }

    private static ImageSet noise(int n) {
        byte[] pixels = new byte[n * DataSets.CIFAR10.shape().size()];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 10);
        }
        return new ImageSet(DataSets.CIFAR10.shape(), DataSets.CIFAR10.classNames(), pixels, labels);
    }

    /** Every second prediction is wrong. */
    private static Evaluation evaluation(ImageSet images) {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            int predicted = (images.label(i) + i % 2) % 10;
            float[] probabilities = new float[10];
            probabilities[predicted] = 1;
            predictions.add(new Prediction(i, images.label(i), predicted, probabilities, i % 2 == 0 ? 0 : 2));
        }
        return Evaluation.of(10, predictions);
    }
}
