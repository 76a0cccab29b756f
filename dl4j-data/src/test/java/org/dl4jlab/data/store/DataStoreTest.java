package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.fetch.FileCheck;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.fetch.TinySet;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front door: files from a local folder become images, and later starts need less and less of the machine. */
class DataStoreTest {

    private static final DataSetSpec SPEC = TinySet.spec();
    private static final Map<String, byte[]> FILES = TinySet.files();

    @TempDir
    Path temp;

    private Path local;
    private DataStore store;

    @BeforeEach
    void supplyFiles() throws IOException {
        local = Files.createDirectory(temp.resolve("local"));
        for (var file : FILES.entrySet()) {
            Files.write(local.resolve(file.getKey()), file.getValue());
        }
        store = DataStore.open(temp.resolve("cache")).withLocalFolder(local);
    }

    private Path cached(String name) {
        return temp.resolve("cache/tiny").resolve(name);
    }

    private DataStore withoutSources() {
        return DataStore.open(temp.resolve("cache"));
    }

    private static void assertRight(LoadedData data) {
        assertRight(data.train(), "train");
        assertRight(data.test(), "test");
        assertThat(data.spec()).isSameAs(SPEC);
        Map<String, String> expected = new LinkedHashMap<>();
        SPEC.files().forEach(file -> expected.put(file.name(), file.sha256()));
        assertThat(data.sha256ByFile()).containsExactlyEntriesOf(expected);
    }

    private static void assertRight(ImageSet images, String part) {
        byte[] pixels = FILES.get(part + "-images");
        byte[] labels = FILES.get(part + "-labels");
        assertThat(images.pixels()).isEqualTo(Arrays.copyOfRange(pixels, 16, pixels.length));
        assertThat(images.size()).isEqualTo(labels.length - 8);
        for (int i = 0; i < images.size(); i++) {
            assertThat(images.label(i)).isEqualTo(labels[8 + i]);
        }
    }

    @Test
    void filesBecomeImages() {
        assertRight(store.load(SPEC));
    }

    @Test
    void aWarmCacheNeedsNeitherSourceNorFiles() throws IOException {
        store.load(SPEC);
        for (DataFile file : SPEC.files()) {
            Files.delete(cached(file.name()));
        }
        assertRight(withoutSources().load(SPEC));
    }

    @Test
    void offlineTheCacheAndTheLocalFolderSuffice() {
        assertRight(store.offline().load(SPEC));
        assertRight(withoutSources().offline().load(SPEC));
        assertThatThrownBy(() -> store.withCache(temp.resolve("other"))
                        .withLocalFolder(temp)
                        .offline()
                        .load(SPEC))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nothing may be fetched while offline");
    }

    @Test
    void anotherCacheKeepsTheLocalFolder() {
        assertRight(store.withCache(temp.resolve("other")).load(SPEC));
    }

    @Test
    void withoutDecodedImagesTheFilesSuffice() throws IOException {
        store.load(SPEC);
        Files.delete(cached("decoded/train.images"));
        Files.delete(cached("decoded/test.images"));
        assertRight(withoutSources().load(SPEC));
        assertThat(cached("decoded/train.images")).exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20, 100, 1000, -1})
    void damagedDecodedImagesAreMadeAnew(int place) throws IOException {
        store.load(SPEC);
        byte[] good = Files.readAllBytes(cached("decoded/train.images"));
        byte[] bad = good.clone();
        bad[place < 0 ? bad.length - 1 : place] ^= 4;
        Files.write(cached("decoded/train.images"), bad);
        assertRight(withoutSources().load(SPEC));
        assertThat(cached("decoded/train.images")).hasBinaryContent(good);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 50, 1000})
    void truncatedDecodedImagesAreMadeAnew(int length) throws IOException {
        store.load(SPEC);
        byte[] good = Files.readAllBytes(cached("decoded/test.images"));
        Files.write(cached("decoded/test.images"), Arrays.copyOf(good, length));
        assertRight(withoutSources().load(SPEC));
        assertThat(cached("decoded/test.images")).hasBinaryContent(good);
    }

    @Test
    void decodedImagesOfAnotherFormatVersionAreMadeAnew() throws IOException {
        store.load(SPEC);
        byte[] good = Files.readAllBytes(cached("decoded/test.images"));
        byte[] other = good.clone();
        other[11] = 99;
        Files.write(cached("decoded/test.images"), other);
        assertRight(withoutSources().load(SPEC));
        assertThat(cached("decoded/test.images")).hasBinaryContent(good);
    }

    @Test
    void decodedImagesOfOtherFilesAreNotUsed() throws IOException {
        store.load(SPEC);
        Files.copy(
                cached("decoded/train.images"),
                cached("decoded/test.images"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertRight(withoutSources().load(SPEC));
    }

    @Test
    void damagedFilesAreNotDecoded() throws IOException {
        store.load(SPEC);
        Files.delete(cached("decoded/train.images"));
        byte[] bad = FILES.get("train-images").clone();
        bad[100] ^= 1;
        Files.write(cached("train-images"), bad);
        assertThatThrownBy(() -> withoutSources().load(SPEC))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Tiny could not be fetched: 1 of 4 files");
        assertRight(store.load(SPEC));
        assertThat(cached("train-images")).hasBinaryContent(FILES.get("train-images"));
    }

    @Test
    void verifyTellsGoodMissingAndDamagedApart() throws IOException {
        store.fetch(SPEC, ProgressListener.NONE);
        assertThat(store.verify(SPEC)).allMatch(FileCheck::good);
        Files.delete(cached("train-labels"));
        Files.write(cached("test-labels"), new byte[3]);
        byte[] bad = FILES.get("test-images").clone();
        bad[100] ^= 1;
        Files.write(cached("test-images"), bad);
        assertThat(store.verify(SPEC))
                .extracting(c -> c.file().name(), FileCheck::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("train-images", FileCheck.State.GOOD),
                        org.assertj.core.groups.Tuple.tuple("train-labels", FileCheck.State.MISSING),
                        org.assertj.core.groups.Tuple.tuple("test-images", FileCheck.State.DAMAGED),
                        org.assertj.core.groups.Tuple.tuple("test-labels", FileCheck.State.DAMAGED));
    }

    @Test
    void aCacheThatCannotKeepDecodedImagesStillServes() throws IOException {
        store.fetch(SPEC, ProgressListener.NONE);
        // A file where the folder should be: nothing can be written there, whoever runs this.
        Files.write(cached("decoded"), new byte[0]);
        assertRight(withoutSources().load(SPEC));
    }

    @Test
    void aCacheFolderThatCannotBeMadeIsNamedWithAWayOut() throws IOException {
        Path file = Files.write(temp.resolve("file"), new byte[0]);
        assertThatThrownBy(() -> DataStore.open(file.resolve("cache"))
                        .withLocalFolder(local)
                        .load(SPEC))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Cannot write " + file.resolve("cache/tiny"))
                .hasMessageContaining("DL4JLAB_DATA");
    }

    @Test
    void aDamagedLocalFileIsReportedAndNotTaken() throws IOException {
        Files.write(local.resolve("test-labels"), new byte[FILES.get("test-labels").length]);
        assertThatThrownBy(() -> store.load(SPEC))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(local.resolve("test-labels") + ": test-labels has the wrong content");
        assertThat(cached("test-labels")).doesNotExist();
    }

    private static final Path PROPERTY_FILE = Path.of(
            System.getProperty("java.io.tmpdir"),
            "decoded-" + ProcessHandle.current().pid() + ".images");

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void anyDamageOfDecodedImagesIsFound(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        ImageSet images = new ImageSet(
                TinySet.SHAPE, SPEC.classNames(), new byte[3 * TinySet.SHAPE.size()], new byte[] {0, 1, 2});
        try {
            DecodedFile.write(PROPERTY_FILE, "key", images);
            byte[] good = Files.readAllBytes(PROPERTY_FILE);
            byte[] bad = good.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                bad = Arrays.copyOf(bad, random.nextInt(2 * bad.length));
            }
            Files.write(PROPERTY_FILE, bad);
            assertThat(DecodedFile.read(PROPERTY_FILE, "key", ProgressListener.NONE)
                            .isPresent())
                    .isEqualTo(Arrays.equals(good, bad));
        } finally {
            Files.deleteIfExists(PROPERTY_FILE);
        }
    }

    @Test
    void anInterruptIsNoDamageOfDecodedImages(@TempDir Path temp) throws IOException {
        Path file = temp.resolve("train.images");
        DecodedFile.write(
                file, "key", new ImageSet(new ImageShape(1, 1, 1), List.of("a", "b"), new byte[2], new byte[2]));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> DecodedFile.read(file, "key", ProgressListener.NONE))
                    .isInstanceOf(DataException.class)
                    .hasMessageEndingWith("was interrupted.");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
