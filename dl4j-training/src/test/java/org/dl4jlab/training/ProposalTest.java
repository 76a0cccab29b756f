package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed for images of which nothing is known but themselves. */
class ProposalTest {

    @TempDir
    Path temp;

    private Proposal of(Path folder) {
        return Proposal.of(
                "mine",
                DataSource.of(ImageFolder.of(folder)),
                true,
                DataStore.open(temp.resolve("cache")),
                ProgressListener.NONE);
    }

    private void draw(Path folder, int count, int side, boolean grey, long seed) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < side * side; p++) {
                int value = random.nextInt(256);
                image.setRGB(p % side, p / side, grey ? value * 0x010101 : random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
    }

    @Test
    void sizeAndColoursFollowThePictures() throws IOException {
        draw(temp.resolve("colour/a"), 12, 100, false, 1);
        draw(temp.resolve("colour/b"), 12, 100, false, 2);
        Proposal colour = of(temp.resolve("colour"));
        assertThat(colour.experiment().data().shape()).contains(new ImageShape(3, 48, 48));
        assertThat(colour.experiment().settings().augmentation().flip()).isEqualTo(AugmentationSettings.Flip.RANDOM);

        Proposal turned = Proposal.of(
                "mine",
                DataSource.of(ImageFolder.of(temp.resolve("colour"), new ImageShape(1, 32, 32))),
                true,
                DataStore.open(temp.resolve("cache")),
                ProgressListener.NONE);
        assertThat(turned.experiment().data().shape()).contains(new ImageShape(1, 48, 48));
        assertThat(turned.reasons()).anyMatch(reason -> reason.contains("pictures are turned to grey and 100 x 100"));

        draw(temp.resolve("grey/a"), 12, 20, true, 3);
        draw(temp.resolve("grey/b"), 12, 20, true, 4);
        Proposal grey = of(temp.resolve("grey"));
        assertThat(grey.experiment().data().shape()).contains(new ImageShape(1, 20, 20));
        assertThat(grey.experiment().settings().augmentation().flip()).isEqualTo(AugmentationSettings.Flip.NONE);
        assertThat(grey.reasons()).anyMatch(reason -> reason.contains("not mirrored"));
    }

    @Test
    void picturesAreDecodedOnceForTheProposalAndTheRun() throws IOException {
        draw(temp.resolve("once/a"), 20, 100, false, 1);
        draw(temp.resolve("once/b"), 20, 90, false, 2);
        draw(temp.resolve("grey-once/a"), 12, 20, true, 3);
        draw(temp.resolve("grey-once/b"), 12, 20, true, 4);
        DataStore store = DataStore.open(temp.resolve("cache"));
        for (String name : List.of("once", "grey-once")) {
            AtomicInteger decoded = new AtomicInteger();
            ProgressListener listener = (what, done, total) -> {
                if (what.startsWith("Decoding")) {
                    decoded.incrementAndGet();
                }
            };
            DataSource source = DataSource.of(ImageFolder.of(temp.resolve(name)));
            Proposal proposal = Proposal.of("mine", source, true, store, listener);
            LoadedData data = proposal.experiment().data().load(store, listener);
            assertThat(decoded.get())
                    .isEqualTo(data.train().size() + data.test().size());
        }
    }

    /** One coloured picture among many grey ones, which a look at a few does not see. */
    @Test
    void theChoiceFollowsAllPictures() throws IOException {
        draw(temp.resolve("nearly/a"), 30, 20, true, 3);
        draw(temp.resolve("nearly/b"), 30, 20, true, 4);
        draw(temp.resolve("one"), 1, 20, false, 5);
        Files.move(temp.resolve("one/0.png"), temp.resolve("nearly/b/colour.png"));
        assertThat(of(temp.resolve("nearly")).experiment().data().shape()).contains(new ImageShape(3, 20, 20));
    }

    @Test
    void fewLargePicturesGetSmallImagesSmallBatchesAndManyEpochs() throws IOException {
        draw(temp.resolve("large/a"), 5, 400, false, 1);
        draw(temp.resolve("large/b"), 5, 400, false, 2);
        Proposal proposal = of(temp.resolve("large"));
        assertThat(proposal.experiment().data().shape()).contains(new ImageShape(3, 48, 48));
        assertThat(proposal.experiment().network()).isEqualTo(Networks.CIFAR_NET_IMPROVED);
        assertThat(proposal.network()).endsWith("Its 60 epochs take less than a minute on two processor cores.");
        TrainingSettings settings = proposal.experiment().settings();
        assertThat(settings.epochs()).isEqualTo(60);
        assertThat(settings.batch()).isEqualTo(32);
        assertThat(settings.labelSmoothing()).isEqualTo(0.1);
        assertThat(proposal.reasons())
                .anyMatch(reason -> reason.startsWith("Images are 48 x 48 in colour") && reason.contains("400 x 400"))
                .anyMatch(reason -> reason.contains("so few are soon known by heart"))
                .anyMatch(reason -> reason.startsWith("60 epochs of Adam"))
                .anyMatch(reason -> reason.startsWith("Label smoothing"));
    }

    /** Number of pictures, their width and height, classes; the choice, and its minutes on two cores. */
    @ParameterizedTest
    @CsvSource({
        "10,      400,  400,   2, false, 48, cifar-net-improved, 60,  32, 0",
        "478,     300,  250,   8, false, 48, cifar-net-improved, 60,  32, 1",
        "900,     43,   300,   3, false, 40, cifar-net-improved, 60,  32, 1",
        "4999,    1000, 1000, 20, false, 48, cifar-net-improved, 60,  64, 6",
        "5000,    1000, 1000, 20, false, 64, cifar-net-improved, 60, 128, 10",
        "5000,    1000, 1000, 20, true,  64, cifar-net-improved, 60, 128, 10",
        "50000,   32,   32,   10, false, 32, cifar-net-improved, 16, 128, 7",
        "60000,   28,   28,   10, true,  28, cifar-net,          13, 128, 0",
        "100000,  224,  224,   2, false, 64, cifar-net-improved,  8, 128, 27",
        "100000,  224,  224, 500, false, 64, cifar-net-improved,  8, 128, 27",
        "100000,  50,   50,    2, false, 48, cifar-net-improved,  8, 128, 15",
        "250000,  500,  400,  10, false, 64, cifar-net-improved,  4, 128, 33",
        "1000000, 500,  400, 999, false, 32, cifar-net-improved,  4, 128, 33",
        "5000000, 500,  400, 999, false, 24, cifar-net-improved,  4, 128, 94",
        "5000000, 500,   12, 999, false, 12, cifar-net-improved,  4, 128, 23",
        "30,      4,    4,     2, false,  8, cifar-net-improved, 60,  32, 0"
    })
    void theChoicesFollowFromNumberAndSize(
            int images,
            int width,
            int height,
            int classes,
            boolean grey,
            int side,
            String network,
            int epochs,
            int batch,
            long minutes) {
        ProposedRecipe recipe = ProposedRecipe.ofPictures(images, width, height, grey, classes);
        assertThat(recipe.shape()).isEqualTo(new ImageShape(grey ? 1 : 3, side, side));
        assertThat(recipe.network().name()).isEqualTo(network);
        assertThat(recipe.epochs()).isEqualTo(epochs);
        assertThat(recipe.batch()).isEqualTo(batch);
        assertThat(Math.round(recipe.minutes())).isEqualTo(minutes);
    }

    @Test
    void unequalClassesAreBalancedAndAValidationPartChooses() throws IOException {
        draw(temp.resolve("parts/train/a"), 12, 8, false, 1);
        draw(temp.resolve("parts/train/b"), 3, 8, false, 2);
        draw(temp.resolve("parts/val/a"), 2, 8, false, 3);
        draw(temp.resolve("parts/val/b"), 2, 8, false, 4);
        draw(temp.resolve("parts/test/a"), 2, 8, false, 5);
        draw(temp.resolve("parts/test/b"), 2, 8, false, 6);
        Proposal proposal = of(temp.resolve("parts"));
        assertThat(proposal.experiment().settings().balance().sampling()).isEqualTo(BalanceSettings.Sampling.BALANCED);
        assertThat(proposal.experiment().settings().keepBest()).isTrue();
        assertThat(proposal.reasons()).anyMatch(reason -> reason.contains("4 validation images"));
    }

    @Test
    void aDataSetKeepsItsShapeAndDigitsAreNotMirrored() {
        Proposal digits = Proposal.of(
                "digits",
                DataSource.of(MnistSlice.load()),
                true,
                DataStore.open(temp.resolve("cache")),
                ProgressListener.NONE);
        assertThat(digits.experiment().data().shape()).contains(new ImageShape(1, 28, 28));
        assertThat(digits.experiment().settings().augmentation().flip()).isEqualTo(AugmentationSettings.Flip.NONE);
        assertThat(digits.network()).contains("cifar-net-improved");
        assertThat(digits.reasons()).hasSizeGreaterThan(2).allMatch(reason -> !reason.isBlank());
    }

    @Test
    void manySmallGreyImagesGetALeNet() {
        LoadedData slice = MnistSlice.load();
        int[] five = IntStream.range(0, 5 * MnistSlice.TRAIN_IMAGES)
                .map(i -> i % MnistSlice.TRAIN_IMAGES)
                .toArray();
        byte[] pixels = new byte[five.length * slice.spec().shape().size()];
        byte[] labels = new byte[five.length];
        for (int i = 0; i < five.length; i++) {
            slice.train().read(five[i], pixels, i * slice.spec().shape().size());
            labels[i] = (byte) slice.train().label(five[i]);
        }
        LoadedData many = new LoadedData(
                slice.spec(),
                new ImageSet(slice.spec().shape(), slice.spec().classNames(), pixels, labels),
                slice.test(),
                Map.of());
        Proposal digits = Proposal.of(
                "digits", DataSource.of(many), true, DataStore.open(temp.resolve("cache")), ProgressListener.NONE);
        assertThat(digits.experiment().network()).isEqualTo(Networks.CIFAR_NET);
        assertThat(digits.network()).startsWith("Network cifar-net (").contains("many times as fast");
    }
}
