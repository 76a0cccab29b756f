package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.folder.DataPart;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.picture.Fit;
import org.dl4jlab.data.picture.PictureStyle;
import org.dl4jlab.data.survey.FolderSurvey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's own pictures: any size and kind goes in, one shape in RGB order comes out, and mistakes are named. */
class ImageFolderTest {

    private static final int ORANGE = 0xFA780A;
    private static final int BLUE = 0x0000FC;

    @TempDir
    Path temp;

    private FolderFixture folder;

    @BeforeEach
    void make() throws IOException {
        folder = FolderFixture.in(temp);
    }

    private void assertRefused(String... messages) {
        var refusal = assertThatThrownBy(folder::load).isInstanceOf(DataException.class);
        for (String message : messages) {
            refusal.hasMessageContaining(message);
        }
    }

    private static LoadedPictures pictures(LoadedData data) {
        return data.pictures().orElseThrow();
    }

    private static List<String> paths(LoadedData data) {
        List<String> all = new ArrayList<>(pictures(data).train());
        all.addAll(pictures(data).validation());
        all.addAll(pictures(data).test());
        return all;
    }

    @Test
    void picturesBecomeImagesOfOneShapeInRgbOrder() throws IOException {
        folder.pictures("warm", 20, ORANGE);
        folder.pictures("cold", 20, BLUE);
        LoadedData data = folder.load();
        assertThat(data.spec().id()).isEqualTo("my-pictures");
        assertThat(data.spec().classNames()).containsExactly("cold", "warm");
        assertThat(data.train().size() + data.test().size()).isEqualTo(40);
        assertThat(data.validation()).isEmpty();
        for (ImageSet images : List.of(data.train(), data.test())) {
            for (int i = 0; i < images.size(); i++) {
                byte[] image = images.image(i);
                int expected = images.label(i) == 1 ? ORANGE : BLUE;
                for (int c = 0; c < 3; c++) {
                    assertThat(image[c * 24 + 7] & 0xFF)
                            .isBetween((expected >> 16 - 8 * c & 0xFF) - 4, (expected >> 16 - 8 * c & 0xFF) + 4);
                }
            }
        }
    }

    @Test
    void normalisationIsComputedFromTheTrainingPictures() throws IOException {
        folder.pictures("train/a", 3, 0xFF0000);
        folder.pictures("train/b", 1, 0);
        folder.pictures("test/a", 5, 0);
        folder.pictures("test/b", 5, 0);
        LoadedData data = folder.load();
        assertThat((double) data.spec().normalization().mean(0))
                .isCloseTo(0.75, org.assertj.core.data.Offset.offset(1e-6));
        assertThat((double) data.spec().normalization().std(0))
                .isCloseTo(Math.sqrt(0.75 * 0.25), org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void everyEndingAndSubFolderCounts() throws IOException {
        folder.pictures("a", 6, ORANGE);
        folder.pictures("b", 6, BLUE);
        folder.picture("a/x.bmp", 5, 5, ORANGE);
        folder.picture("a/deep/er/x.png", 5, 5, ORANGE);
        folder.picture("b/x.gif", 5, 5, BLUE);
        folder.picture("b/x.tiff", 5, 5, BLUE);
        Path jfif = folder.picture("b/y.jpg", 5, 5, BLUE);
        Files.move(jfif, jfif.resolveSibling("y.JFIF"));
        Path none = folder.picture("b/z.png", 5, 5, BLUE);
        Files.move(none, none.resolveSibling("no-ending"));
        assertThat(paths(folder.load()))
                .contains("a/x.bmp", "a/deep/er/x.png", "b/x.gif", "b/x.tiff", "b/y.JFIF", "b/no-ending")
                .hasSize(18);
    }

    @Test
    void everyFileThatIsNotUsedIsNamedWithItsReasonAndJunkIsCounted() throws IOException {
        folder.pictures("a", 12, ORANGE);
        folder.pictures("b", 12, BLUE);
        Path a = folder.root().resolve("a");
        byte[] good = Files.readAllBytes(a.resolve("0.png"));
        Files.write(a.resolve("cut.png"), java.util.Arrays.copyOf(good, good.length / 2));
        Files.write(a.resolve("empty.jpg"), new byte[0]);
        Files.writeString(a.resolve("page.png"), "<html>no</html>");
        Files.writeString(a.resolve("notes.txt"), "notes");
        Files.write(
                a.resolve("phone.heic"), "\0\0\0\u0018ftypheic".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Files.createSymbolicLink(a.resolve("link.png"), a.resolve("gone.png"));
        Files.write(a.resolve("._0.png"), new byte[] {0, 5, 22, 7});
        Files.write(a.resolve(".DS_Store"), new byte[] {0});
        Files.write(a.resolve("Thumbs.db"), new byte[] {0});
        Files.createDirectories(folder.root().resolve("__MACOSX/a"));
        Files.write(folder.root().resolve("__MACOSX/a/x.png"), good);
        Files.createDirectories(folder.root().resolve(".hidden"));
        Files.write(folder.root().resolve(".hidden/x.png"), good);
        Files.createDirectories(a.resolve("@eaDir"));
        Files.write(a.resolve("@eaDir/x.png"), good);
        Files.createDirectories(folder.root().resolve(".ipynb_checkpoints"));
        Files.write(folder.root().resolve(".ipynb_checkpoints/x.png"), good);

        LoadedData data = folder.load();
        FolderSurvey survey = pictures(data).survey();
        assertThat(data.spec().classNames()).containsExactly("a", "b");
        assertThat(paths(data)).hasSize(24);
        assertThat(survey.passedOver())
                .extracting(Object::toString)
                .containsExactly(
                        "a/cut.png is a PNG picture that was cut off; get it again or remove it",
                        "a/empty.jpg is empty",
                        "a/link.png is a link that leads nowhere",
                        "a/notes.txt is no picture: its content is text",
                        "a/page.png is no picture: its content is a web page or XML",
                        "a/phone.heic is an HEIC picture (a phone's), which is not read; save it as JPEG or PNG");
        assertThat(survey.junk())
                .containsEntry("._*", 1)
                .containsEntry(".DS_Store", 1)
                .containsEntry("Thumbs.db", 1)
                .containsEntry("__MACOSX", 1)
                .containsEntry("hidden (.*)", 1)
                .containsEntry("@eaDir", 1)
                .containsEntry(".ipynb_checkpoints", 1);
        // From what was kept: the same reasons, without decoding anything.
        assertThat(pictures(folder.load()).survey()).isEqualTo(survey);
    }

    @Test
    void aLinkToItsOwnFolderDoesNotGoRound() throws IOException {
        folder.pictures("a", 8, ORANGE);
        folder.pictures("b", 8, BLUE);
        Files.createSymbolicLink(folder.root().resolve("a/again"), folder.root());
        LoadedData data = folder.load();
        assertThat(paths(data)).hasSize(16);
        assertThat(pictures(data).survey().passedOver().get(0).reason()).contains("folder that it lies in");
    }

    @Test
    void aClassWithNothingToReadNamesAllReasons() throws IOException {
        folder.pictures("a", 8, ORANGE);
        Path b = Files.createDirectories(folder.root().resolve("b"));
        Files.write(b.resolve("1.png"), new byte[0]);
        Files.writeString(b.resolve("2.png"), "text");
        assertRefused("Class 'b'", "no picture that can be read", "b/1.png is empty", "b/2.png is no picture");
    }

    @Test
    void addingPicturesMovesNoneFromOnePartToAnother() throws IOException {
        folder.pictures("a", 30, ORANGE);
        folder.pictures("b", 30, BLUE);
        LoadedData before = folder.load();
        for (int i = 100; i < 140; i++) {
            folder.picture("a/" + i + ".png", 8, 6, ORANGE);
        }
        folder.pictures("c", 20, 0x00FF00);
        LoadedData after = folder.load();
        assertThat(pictures(after).train()).containsAll(pictures(before).train());
        assertThat(pictures(after).test()).containsAll(pictures(before).test());
        assertThat(after.sha256ByFile()).isNotEqualTo(before.sha256ByFile());
    }

    @Test
    void theSplitFollowsContentAndSeedAndGivesEachClassItsShare() throws IOException {
        folder.pictures("a", 200, ORANGE);
        folder.pictures("b", 100, BLUE);
        LoadedData first = folder.load();
        FolderSurvey survey = pictures(first).survey();
        // Five standard deviations around a fifth.
        assertThat(survey.classes().get(0).test()).isBetween(12, 68);
        assertThat(survey.classes().get(1).test()).isBetween(3, 40);
        assertThat(survey.split().orElseThrow().seed()).isZero();
        LoadedData other =
                DataStore.open(temp.resolve("other")).load(ImageFolder.of(folder.root(), FolderFixture.SHAPE));
        assertThat(pictures(other).test()).isEqualTo(pictures(first).test());
        LoadedData seeded = folder.store()
                .load(ImageFolder.of(folder.root(), FolderFixture.SHAPE).withSeed(1));
        assertThat(pictures(seeded).test()).isNotEqualTo(pictures(first).test());
        // A renamed picture stays where it was.
        String moved = pictures(first).test().get(0);
        Files.move(folder.root().resolve(moved), folder.root().resolve(moved.replace(".png", "-x.png")));
        assertThat(pictures(folder.load()).test()).contains(moved.replace(".png", "-x.png"));
    }

    @Test
    void givenPartsAreKept() throws IOException {
        for (String validation : List.of("val", "valid", "Validation")) {
            Path part = folder.root().resolve(validation);
            folder.pictures("train/a", 3, ORANGE);
            folder.pictures("train/b", 3, BLUE);
            folder.pictures(validation + "/a", 2, ORANGE);
            folder.pictures(validation + "/b", 1, BLUE);
            folder.pictures("test/a", 1, ORANGE);
            folder.pictures("test/b", 2, BLUE);
            LoadedData data = folder.load();
            assertThat(data.train().size()).isEqualTo(6);
            assertThat(data.validation().orElseThrow().size()).isEqualTo(3);
            assertThat(data.test().size()).isEqualTo(3);
            assertThat(pictures(data).survey().split()).isEmpty();
            delete(part);
        }
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void withoutATestPartSomeTrainingPicturesAreHeldBack() throws IOException {
        folder.pictures("train/a", 20, ORANGE);
        folder.pictures("train/b", 20, BLUE);
        folder.pictures("val/a", 2, ORANGE);
        folder.pictures("val/b", 2, BLUE);
        LoadedData data = folder.load();
        assertThat(data.validation().orElseThrow().size()).isEqualTo(4);
        assertThat(data.test().size()).isPositive();
        assertThat(data.train().size() + data.test().size()).isEqualTo(40);
        assertThat(pictures(data).test()).allMatch(path -> path.startsWith("train/"));
    }

    @Test
    void partsThatCannotBeMeantAreNamed() throws IOException {
        folder.pictures("test/a", 2, ORANGE);
        folder.pictures("test/b", 2, BLUE);
        assertRefused("has the folder test but no folder train");
        folder.pictures("train/a", 2, ORANGE);
        assertRefused("Class 'b'", "no picture to learn from", "put some into train");
        folder.pictures("train/b", 2, BLUE);
        folder.pictures("extra/b", 2, BLUE);
        assertRefused("beside them [extra]");
    }

    @Test
    void aClassMayBeCalledTrain() throws IOException {
        folder.pictures("train", 10, ORANGE);
        folder.pictures("bus", 10, BLUE);
        assertThat(folder.load().spec().classNames()).containsExactly("bus", "train");
    }

    @Test
    void classNamesInTwoUnicodeFormsAreOneClass() throws IOException {
        String composed = "caf\u00e9";
        String decomposed = "cafe\u0301";
        folder.pictures("train/" + composed, 3, ORANGE);
        folder.pictures("train/\u732b", 3, BLUE);
        folder.pictures("test/" + decomposed, 2, ORANGE);
        folder.pictures("test/\u732b", 2, BLUE);
        LoadedData data = folder.load();
        assertThat(data.spec().classNames()).containsExactly(composed, "\u732b");
        assertThat(data.test().size()).isEqualTo(4);
    }

    @Test
    void numbersAsNamesAreSortedAsNumbers() throws IOException {
        for (String name : List.of("10", "9", "1", "100", "2", "-3", "\u0663")) {
            folder.pictures("train/" + name, 1, ORANGE);
            folder.pictures("test/" + name, 1, BLUE);
        }
        assertThat(folder.load().spec().classNames()).containsExactly("-3", "1", "2", "\u0663", "9", "10", "100");
    }

    @Test
    void aFolderCalledMnistIsNotMnist() throws IOException {
        Path root = Files.createDirectory(temp.resolve("mnist"));
        FolderFixture mnist = new FolderFixture(root, folder.store(), folder.random());
        mnist.pictures("a", 10, ORANGE);
        mnist.pictures("b", 10, BLUE);
        LoadedData data = mnist.load();
        assertThat(data.spec().id()).isEqualTo("mnist-folder");
        assertThat(data.spec().preprocessing().style()).isEqualTo(PictureStyle.PLAIN);
        assertThat(DataSets.MNIST.preprocessing().style()).isEqualTo(PictureStyle.FRAMED_DIGIT);
    }

    @Test
    void trainingAndAskingGiveTheSameBytes() throws IOException {
        folder.pictures("a", 10, ORANGE);
        folder.pictures("b", 10, BLUE);
        folder.picture("a/wide.png", 200, 16, ORANGE);
        folder.picture("a/high.jpg", 40, 100, ORANGE);
        for (Fit fit : Fit.values()) {
            ImageFolder asked =
                    ImageFolder.of(folder.root(), new ImageShape(3, 32, 32)).withFit(fit);
            LoadedData data = folder.store().load(asked);
            for (int i = 0; i < data.train().size(); i++) {
                Path file = folder.root().resolve(pictures(data).train().get(i));
                assertThat(data.train().image(i))
                        .isEqualTo(data.spec().preprocessing().prepare(file).pixels());
            }
        }
    }

    @Test
    void copiesAcrossPartsAndLabelsAreFound() throws IOException {
        folder.pictures("train/a", 5, ORANGE);
        folder.pictures("train/b", 5, BLUE);
        folder.pictures("test/a", 3, ORANGE);
        folder.pictures("test/b", 3, BLUE);
        Files.copy(folder.root().resolve("train/a/0.png"), folder.root().resolve("test/a/same.png"));
        Files.copy(folder.root().resolve("train/a/1.png"), folder.root().resolve("train/b/other.png"));
        var scene = new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 64 * 48; p++) {
            scene.setRGB(p % 64, p / 64, p * 2654435 >> 3 & 0x3F3F3F | (p % 64 > p / 64 ? 0xC00000 : 0x00C0));
        }
        javax.imageio.ImageIO.write(
                scene, "png", folder.root().resolve("train/a/scene.png").toFile());
        javax.imageio.ImageIO.write(
                scene, "jpg", folder.root().resolve("test/a/scene.jpg").toFile());
        FolderSurvey survey = pictures(folder.load()).survey();
        assertThat(survey.sameFile()).hasSize(2);
        assertThat(survey.sameFile()).anySatisfy(copies -> {
            assertThat(copies.acrossParts()).isTrue();
            assertThat(copies.twoLabels()).isFalse();
        });
        assertThat(survey.sameFile())
                .anySatisfy(copies -> assertThat(copies.twoLabels()).isTrue());
        assertThat(survey.nearlySame()).singleElement().satisfies(copies -> {
            assertThat(copies.pictures()).extracting("path").containsExactly("test/a/scene.jpg", "train/a/scene.png");
            assertThat(copies.acrossParts()).isTrue();
        });
        assertThat(survey.findings())
                .contains(
                        "1 picture has copies with different labels.",
                        "2 pictures have copies in different parts: a result on the test part would flatter.");
        assertThat(survey.count(DataPart.TRAIN)).isEqualTo(12);
    }

    @Test
    void aSplitOfWhatIsSplitAlreadyIsRefused() throws IOException {
        folder.pictures("train/a", 5, ORANGE);
        folder.pictures("train/b", 5, BLUE);
        folder.pictures("test/a", 3, ORANGE);
        ImageFolder asked = ImageFolder.of(folder.root(), FolderFixture.SHAPE);
        for (ImageFolder split : List.of(asked.withTestFraction(0.4), asked.withSeed(3))) {
            assertThatThrownBy(() -> folder.store().load(split))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("has a test part of its own")
                    .hasMessageContaining("leave them out");
        }
    }

    @Test
    void whatIsNoFolderOfClassesIsRefusedWithWhatIsExpected() throws IOException {
        assertRefused("holds no files", "2 to 4096 sub-folders", "CSV or JSON-lines manifest", "zip or tar");
        Files.writeString(folder.root().resolve("readme.txt"), "x");
        assertRefused("holds files, but not in class folders");
        folder.pictures("a", 3, ORANGE);
        assertRefused("holds 1 class ('a')");
        assertThatThrownBy(() -> folder.store().load(ImageFolder.of(temp.resolve("none"))))
                .hasMessageContaining("none is not there");
    }
}
