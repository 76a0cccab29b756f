package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.fetch.FileCheck;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real files, through the real sources: downloaded once into the user's cache, then read from there. Without a
 * network and a cache these tests fail with the message that a user would see.
 */
class RealDataTest {

    private final DataStore store = DataStore.standard();

    static Iterable<DataSetSpec> all() {
        return DataSets.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFileIsTheCataloguesByteForByte(DataSetSpec spec) throws Exception {
        for (Path file : store.fetch(spec, ProgressListener.NONE)) {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            String found = HexFormat.of().formatHex(md5.digest(Files.readAllBytes(file)));
            assertThat(spec.files())
                    .anyMatch(f -> file.endsWith(f.name()) && f.md5().equals(found));
        }
        assertThat(store.verify(spec)).hasSameSizeAs(spec.files()).allMatch(FileCheck::good);
    }

    @ParameterizedTest
    @MethodSource("all")
    void imagesAndLabelsFitTheCatalogue(DataSetSpec spec) {
        LoadedData data = store.load(spec);
        assertThat(data.train().size()).isEqualTo(spec.train().images());
        assertThat(data.test().size()).isEqualTo(spec.test().images());
        for (ImageSet images : new ImageSet[] {data.train(), data.test()}) {
            assertThat(images.shape()).isEqualTo(spec.shape());
            assertThat(images.classNames()).isEqualTo(spec.classNames());
        }
        assertThat(data.sha256ByFile())
                .containsOnlyKeys(spec.files().stream().map(DataFile::name).toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void normalisationIsThatOfTheTrainingImages(DataSetSpec spec) {
        ImageSet train = store.load(spec).train();
        int area = spec.shape().area();
        byte[] image = new byte[spec.shape().size()];
        for (int c = 0; c < spec.shape().channels(); c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < train.size(); i++) {
                train.read(i, image, 0);
                for (int p = c * area; p < (c + 1) * area; p++) {
                    double x = (image[p] & 0xFF) / 255.0;
                    sum += x;
                    squares += x * x;
                }
            }
            double n = (double) train.size() * area;
            double mean = sum / n;
            double std = Math.sqrt(squares / n - mean * mean);
            assertThat((double) spec.normalization().mean(c))
                    .isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-4));
            assertThat((double) spec.normalization().std(c)).isCloseTo(std, org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void mnistStartsWithTheKnownDigits() {
        LoadedData mnist = store.load(DataSets.MNIST);
        assertThat(labels(mnist.train(), 10)).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(labels(mnist.test(), 10)).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
    }

    @Test
    void cifarStartsWithTheKnownThings() {
        LoadedData cifar = store.load(DataSets.CIFAR10);
        assertThat(labels(cifar.train(), 10)).containsExactly(6, 9, 9, 4, 1, 1, 2, 7, 8, 3);
        assertThat(labels(cifar.test(), 10)).containsExactly(3, 8, 8, 0, 6, 6, 1, 6, 3, 1);
        // Top left pixel of the first training image, a frog: red, green, blue.
        byte[] pixels = cifar.train().image(0);
        assertThat(new int[] {pixels[0] & 0xFF, pixels[1024] & 0xFF, pixels[2048] & 0xFF})
                .containsExactly(59, 62, 63);
    }

    @ParameterizedTest
    @MethodSource("all")
    void testClassesAreBalancedAsPublished(DataSetSpec spec) {
        ImageSet test = store.load(spec).test();
        int[] counts = new int[spec.classCount()];
        IntStream.range(0, test.size()).forEach(i -> counts[test.label(i)]++);
        int[] expected = spec == DataSets.MNIST
                ? new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}
                : filled(10, 1000);
        assertThat(counts).containsExactly(expected);
    }

    private static int[] filled(int length, int value) {
        int[] array = new int[length];
        Arrays.fill(array, value);
        return array;
    }

    private static int[] labels(ImageSet images, int n) {
        return IntStream.range(0, n).map(images::label).toArray();
    }
}
