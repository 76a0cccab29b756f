package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own pictures: any size and kind goes in, one shape in RGB order comes out, and mistakes are named. */
class ImageFolderTest {

    private static final ImageShape RGB = new ImageShape(3, 4, 6);
    private static final Color ORANGE = new Color(250, 120, 10);

    @TempDir
    Path temp;

    private Path root;
    private DataStore store;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(temp.resolve("My Pictures"));
        store = DataStore.open(temp.resolve("cache"));
    }

    private void picture(String path, int width, int height, Color color, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(color);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, format, file.toFile());
    }

    /** Five orange pictures of class "warm" and ten blue ones of class "cold", of different sizes. */
    private void twoClasses() throws IOException {
        for (int i = 0; i < 5; i++) {
            picture("warm/" + i + ".png", 3 + i, 9 - i, ORANGE, "png");
        }
        for (int i = 0; i < 10; i++) {
            picture("cold/" + i + ".bmp", 40, 30, Color.BLUE, "bmp");
        }
    }

    private static int[] pixel(ImageSet images, int i, int p) {
        int area = images.shape().area();
        return IntStream.range(0, images.shape().channels())
                .map(c -> images.image(i)[c * area + p] & 0xFF)
                .toArray();
    }

    @Test
    void picturesBecomeImagesOfOneShapeInRgbOrder() throws IOException {
        twoClasses();
        LoadedData data = store.load(ImageFolder.of(root, RGB));
        assertThat(data.spec().id()).isEqualTo("my-pictures");
        assertThat(data.spec().title()).isEqualTo("My Pictures");
        assertThat(data.spec().classNames()).containsExactly("cold", "warm");
        assertThat(data.train().size()).isEqualTo(8 + 4);
        assertThat(data.test().size()).isEqualTo(2 + 1);
        for (ImageSet images : List.of(data.train(), data.test())) {
            for (int i = 0; i < images.size(); i++) {
                int[] expected = images.label(i) == 1 ? new int[] {250, 120, 10} : new int[] {0, 0, 255};
                for (int p = 0; p < RGB.area(); p++) {
                    assertThat(pixel(images, i, p)).containsExactly(expected);
                }
            }
        }
    }

    @Test
    void normalisationIsComputedFromTheTrainingPictures() throws IOException {
        twoClasses();
        LoadedData data = store.load(ImageFolder.of(root, RGB));
        // 4 of 12 training pictures are orange, 8 are blue.
        double mean = (4 * 250) / 12.0 / 255;
        double std = Math.sqrt(4 * 250 * 250 / 12.0 / 255 / 255 - mean * mean);
        assertThat((double) data.spec().normalization().mean(0)).isCloseTo(mean, within());
        assertThat((double) data.spec().normalization().std(0)).isCloseTo(std, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-5);
    }

    @Test
    void greyIsASingleChannel() throws IOException {
        twoClasses();
        LoadedData data = store.load(ImageFolder.of(root, new ImageShape(1, 5, 5)));
        // ITU-R BT.601 luma of blue.
        assertThat(pixel(data.train(), 0, 0)).containsExactly(29);
    }

    @Test
    void jpegTransparentAndGreyPicturesAreRead() throws IOException {
        for (int i = 0; i < 3; i++) {
            picture("a/" + i + ".jpg", 20, 20, ORANGE, "jpg");
            Path file = root.resolve("b/" + i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
            ImageIO.write(
                    new BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB),
                    "png",
                    root.resolve("b/alpha" + i + ".PNG").toFile());
        }
        ImageSet train = store.load(ImageFolder.of(root, RGB)).train();
        int[] orange = pixel(train, 0, 0);
        assertThat(orange[0]).isBetween(240, 255);
        assertThat(orange[1]).isBetween(110, 130);
        assertThat(orange[2]).isBetween(0, 25);
        assertThat(pixel(train, train.size() - 1, 0)).containsExactly(0, 0, 0);
    }

    @Test
    void largePicturesAreAveragedNotSampled() throws IOException {
        // A fine chessboard must become an even grey.
        BufferedImage board = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                board.setRGB(x, y, (x + y) % 2 == 0 ? 0xFFFFFF : 0);
            }
        }
        for (String name : List.of("a/1.png", "a/2.png", "b/1.png", "b/2.png")) {
            Files.createDirectories(root.resolve(name).getParent());
            ImageIO.write(board, "png", root.resolve(name).toFile());
        }
        ImageSet train =
                store.load(ImageFolder.of(root, new ImageShape(3, 8, 8))).train();
        for (byte value : train.pixels()) {
            assertThat(value & 0xFF).isBetween(126, 129);
        }
    }

    @Test
    void theHeldBackPicturesDependOnTheSeedOnly() throws IOException {
        for (int i = 0; i < 40; i++) {
            picture("a/" + i + ".png", 4, 4, new Color(i * 5, 0, 0), "png");
            picture("b/" + i + ".png", 4, 4, new Color(0, i * 5, 0), "png");
        }
        byte[] first = store.load(new ImageFolder(root, RGB, 0.25, 1)).test().pixels();
        byte[] again = DataStore.open(temp.resolve("other"))
                .load(new ImageFolder(root, RGB, 0.25, 1))
                .test()
                .pixels();
        byte[] otherSeed =
                store.load(new ImageFolder(root, RGB, 0.25, 2)).test().pixels();
        assertThat(again).isEqualTo(first);
        assertThat(otherSeed).hasSameSizeAs(first).isNotEqualTo(first);
    }

    @Test
    void givenTrainAndTestFoldersAreKept() throws IOException {
        picture("train/a/1.png", 4, 4, ORANGE, "png");
        picture("train/b/1.png", 4, 4, Color.BLUE, "png");
        picture("test/a/1.png", 4, 4, ORANGE, "png");
        picture("test/b/1.png", 4, 4, Color.BLUE, "png");
        picture("test/b/2.png", 4, 4, Color.BLUE, "png");
        LoadedData data = store.load(ImageFolder.of(root, RGB));
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(data.test().size()).isEqualTo(3);
        picture("test/c/1.png", 4, 4, ORANGE, "png");
        assertThatThrownBy(() -> store.load(ImageFolder.of(root, RGB)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train has [a, b] and test has [a, b, c]");
    }

    @Test
    void decodedPicturesAreReusedUntilTheFolderChanges() throws IOException {
        twoClasses();
        LoadedData first = store.load(ImageFolder.of(root, RGB));
        Path kept;
        try (var files = Files.walk(temp.resolve("cache"))) {
            kept = files.filter(f -> f.endsWith("train.images")).findFirst().orElseThrow();
        }
        Object written = Files.getLastModifiedTime(kept);
        LoadedData second = store.load(ImageFolder.of(root, RGB));
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
        assertThat(second.train().pixels()).isEqualTo(first.train().pixels());
        assertThat(second.sha256ByFile()).isEqualTo(first.sha256ByFile());

        picture("warm/new.png", 5, 5, Color.WHITE, "png");
        LoadedData third = store.load(ImageFolder.of(root, RGB));
        assertThat(third.train().size() + third.test().size()).isEqualTo(16);
        assertThat(third.sha256ByFile()).isNotEqualTo(first.sha256ByFile());
    }

    private void assertRefused(String... messages) {
        var refusal =
                assertThatThrownBy(() -> store.load(ImageFolder.of(root, RGB))).isInstanceOf(DataException.class);
        for (String message : messages) {
            refusal.hasMessageContaining(message);
        }
    }

    @Test
    void anEmptyFolderIsRefused() {
        assertRefused(root + " holds 0 class folders", "2 to 256 sub-folders", root.resolve("CLASS/PICTURE") + "");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        root = temp.resolve("none");
        assertRefused(root + " is not a folder");
    }

    @Test
    void aClassWithoutPicturesIsRefused() throws IOException {
        twoClasses();
        Files.createDirectory(root.resolve("empty"));
        Files.write(root.resolve("empty/notes.txt"), new byte[] {1});
        assertRefused("Class folder " + root.resolve("empty") + " holds no pictures");
    }

    @Test
    void aClassWithASinglePictureIsRefused() throws IOException {
        twoClasses();
        picture("single/1.png", 4, 4, ORANGE, "png");
        assertRefused("Class 'single'", "has one picture only");
    }

    @Test
    void aSingleClassIsRefused() throws IOException {
        picture("a/1.png", 4, 4, ORANGE, "png");
        picture("a/2.png", 4, 4, ORANGE, "png");
        assertRefused("holds 1 class folders");
    }

    @Test
    void brokenPicturesAreNamed() throws IOException {
        twoClasses();
        Path broken = root.resolve("warm/0.png");
        byte[] good = Files.readAllBytes(broken);
        for (byte[] bad : List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(good, 20))) {
            Files.write(broken, bad);
            assertRefused(broken + " is not a picture that can be read");
        }
    }

    @Test
    void manyPicturesKeepTheirOrderAndAreCounted() throws IOException {
        // More than one thread reads in a row; the colour tells the number of a picture.
        for (int i = 0; i < 200; i++) {
            picture("train/a/%03d.png".formatted(i), 4, 4, new Color(i, 0, 0), "png");
        }
        picture("train/b/x.png", 4, 4, Color.WHITE, "png");
        picture("test/a/x.png", 4, 4, Color.BLACK, "png");
        picture("test/b/x.png", 4, 4, Color.WHITE, "png");
        List<long[]> progress = new java.util.ArrayList<>();
        ImageSet train = store.load(
                        ImageFolder.of(root, RGB), (source, done, total) -> progress.add(new long[] {done, total}))
                .train();
        for (int i = 0; i < 200; i++) {
            assertThat(pixel(train, i, 0)).containsExactly(i, 0, 0);
            assertThat(train.label(i)).isZero();
        }
        assertThat(train.label(200)).isEqualTo(1);
        assertThat(progress).hasSize(201 + 2);
        assertThat(progress.get(200)[0]).isEqualTo(progress.get(200)[1]);
    }

    @Test
    void aJpegThatWasCutOffIsNamed() throws IOException {
        twoClasses();
        picture("warm/cut.jpg", 50, 50, ORANGE, "jpg");
        Path cut = root.resolve("warm/cut.jpg");
        byte[] whole = Files.readAllBytes(cut);
        assertThat(store.load(ImageFolder.of(root, RGB)).spec().classNames()).hasSize(2);
        for (int missing : new int[] {1, 2, 20, whole.length - 3}) {
            Files.write(cut, Arrays.copyOf(whole, whole.length - missing));
            assertRefused(cut + " is a JPEG picture that was cut off");
        }
    }
}
