package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of far more pictures than memory holds is decoded once and trained on. */
class ManyPicturesTest {

    private static final int PICTURES = Integer.getInteger("dl4jlab.pictures", 100_000);
    private static final int SIDE = 224;
    private static final int KINDS = 50;
    private static final int PER_FOLDER = 5_000;
    private static final long MOST_HEAP = 4L << 30;

    @TempDir
    Path folder;

    @Tag("full")
    @Test
    void theyAreTrainedOnWithinFourGibibytesOfHeap() throws IOException {
        Path pictures = folder.resolve("pictures");
        make(pictures);
        long decoded = (long) PICTURES * SIDE * SIDE * 3;
        DataStore store = DataStore.open(folder.resolve("cache"));
        Experiment experiment = Experiment.named("many")
                .data(DataSource.of(ImageFolder.of(pictures, new ImageShape(3, SIDE, SIDE))))
                .network(Networks.SIMPLE_CNN)
                .settings(TrainingSettings.of(1, 64).withTestImages(200).withCheckpointEvery(0));
        Run run = Lab.in(folder.resolve("runs"), LabOptions.defaults().withDataStore(store))
                .train(experiment, Seed.of(1));

        assertThat(run.result()).isPresent();
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(ManyPicturesTest::peak)
                .sum();
        System.out.printf(
                java.util.Locale.ROOT,
                "%,d pictures of %d x %d, %.1f GB decoded: peak heap %.2f GB of %.2f GB%n",
                PICTURES,
                SIDE,
                SIDE,
                decoded / 1e9,
                peak / 1e9,
                Runtime.getRuntime().maxMemory() / 1e9);
        assertThat(peak).isLessThan(MOST_HEAP);
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
    }

    /** Some JPEGs of coarse noise in two classes, each with a number behind its end, so that no two files are equal. */
    private static void make(Path pictures) throws IOException {
        Random random = new Random(1);
        byte[][] kinds = new byte[KINDS][];
        for (int kind = 0; kind < KINDS; kind++) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            int colour = random.nextInt(1 << 24);
            int cell = kind % 2 == 0 ? 8 : 32;
            int[] noise = random.ints((long) SIDE * SIDE, 0, 64).toArray();
            for (int i = 0; i < SIDE * SIDE; i++) {
                int value = noise[i / SIDE / cell * SIDE + i % SIDE / cell];
                image.setRGB(i % SIDE, i / SIDE, colour ^ value * 0x010101);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", bytes);
            kinds[kind] = bytes.toByteArray();
        }
        for (int i = 0; i < PICTURES; i++) {
            Path place = pictures.resolve(i % 2 == 0 ? "fine" : "coarse").resolve(String.valueOf(i / PER_FOLDER));
            Files.createDirectories(place);
            byte[] jpeg = kinds[i % KINDS];
            Files.write(
                    place.resolve(i + ".jpg"),
                    ByteBuffer.allocate(jpeg.length + Integer.BYTES)
                            .put(jpeg)
                            .putInt(i)
                            .array());
        }
    }
}
