package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoded pictures are kept: what changed is decoded again, the rest is not, and nothing damaged is believed. */
class KeptPicturesTest {

    private static final int ORANGE = 0xFA780A;
    private static final int BLUE = 0x0000FC;

    @TempDir
    Path temp;

    private FolderFixture folder;

    @BeforeEach
    void make() throws IOException {
        folder = FolderFixture.in(temp);
    }

    private static List<String> trainPaths(LoadedData data) {
        return data.pictures().orElseThrow().train();
    }

    @Test
    void swappedFilesOfEqualSizeAndTimeAreNoticed() throws IOException {
        folder.pictures("train/a", 2, 0);
        folder.pictures("train/b", 2, 0);
        folder.pictures("test/a", 1, 0);
        folder.pictures("test/b", 1, 0);
        Path one = write("train/a/x.bmp", ORANGE);
        Path two = write("train/b/x.bmp", BLUE);
        assertThat(Files.size(one)).isEqualTo(Files.size(two));
        assertThat(red(folder.load(), "train/a/x.bmp")).isGreaterThan(200);
        byte[] content = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(two));
        Files.write(two, content);
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(one, time);
        Files.setLastModifiedTime(two, time);
        assertThat(red(folder.load(), "train/a/x.bmp")).isLessThan(50);
        assertThat(red(folder.load(), "train/b/x.bmp")).isGreaterThan(200);
    }

    private Path write(String path, int rgb) throws IOException {
        Path file = folder.picture(path, 8, 6, rgb);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    }

    private static int red(LoadedData data, String path) {
        return data.train().image(trainPaths(data).indexOf(path))[0] & 0xFF;
    }

    @Test
    void decodedPicturesAreReusedAndOnlyNewOnesAreDecoded() throws IOException {
        folder.pictures("a", 10, ORANGE);
        folder.pictures("b", 10, BLUE);
        LoadedData first = folder.load();
        Path kept = kept();
        FileTime written = Files.getLastModifiedTime(kept);
        LoadedData second = folder.load();
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
        assertThat(second.train().pixels()).isEqualTo(first.train().pixels());
        assertThat(second.sha256ByFile()).isEqualTo(first.sha256ByFile());
        folder.picture("b/new.png", 5, 5, BLUE);
        Set<String> decoded = new HashSet<>();
        LoadedData third = folder.store()
                .load(ImageFolder.of(folder.root(), FolderFixture.SHAPE), (source, done, total) -> decoded.add(source));
        assertThat(third.train().size() + third.test().size()).isEqualTo(21);
        assertThat(decoded).containsExactlyInAnyOrder("Looking at " + folder.root(), "Decoding " + folder.root());
    }

    private Path kept() throws IOException {
        try (var files = Files.walk(temp.resolve("cache"))) {
            return files.filter(f -> f.toString().endsWith(".pictures"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aDamagedStoreIsMadeAnewOrNamed() throws IOException {
        folder.pictures("a", 10, ORANGE);
        folder.pictures("b", 10, BLUE);
        byte[] expected = folder.load().train().pixels();
        byte[] whole = Files.readAllBytes(kept());
        for (int at : new int[] {0, 9, 14, whole.length - 20}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            replace(damaged);
            assertThat(folder.load().train().pixels()).isEqualTo(expected);
        }
        replace(Arrays.copyOf(whole, whole.length - 1));
        assertThat(folder.load().train().pixels()).isEqualTo(expected);
        byte[] damaged = whole.clone();
        for (int row = 0; row < 20; row++) {
            damaged[4096 + row * FolderFixture.SHAPE.size()] ^= 0x55;
        }
        replace(damaged);
        ImageSet train = folder.load().train();
        assertThatThrownBy(() -> train.image(0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is damaged");
    }

    // A mapped file must not change under its readers: the new one takes its place.
    private void replace(byte[] content) throws IOException {
        Path fresh = temp.resolve("fresh");
        Files.write(fresh, content);
        Files.move(fresh, kept(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void anInterruptEndsTheWorkAndLeavesNothingBehind() throws IOException, InterruptedException {
        folder.pictures("a", 40, ORANGE);
        folder.pictures("b", 40, BLUE);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread loading = new Thread(() -> {
            try {
                folder.store().load(ImageFolder.of(folder.root(), FolderFixture.SHAPE), (source, done, total) -> {
                    if (source.startsWith("Decoding")) {
                        interruptLoader();
                    }
                });
            } catch (DataException e) {
                thrown.set(e);
            }
        });
        loader.set(loading);
        loading.start();
        loading.join();
        assertThat(thrown.get()).hasMessageContaining("was interrupted after");
        try (var files = Files.walk(temp.resolve("cache"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    /** It was taken for a damaged file and made anew, all the while nobody waited for it. */
    @Test
    void anInterruptIsNoDamageOfWhatIsKept() throws IOException {
        folder.pictures("a", 8, ORANGE);
        folder.pictures("b", 8, BLUE);
        folder.load();
        byte[] before = Files.readAllBytes(kept());
        List<String> warnings = new ArrayList<>();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> MappedPictures.open(kept(), FolderFixture.SHAPE.size(), warnings(warnings)))
                    .isInstanceOf(DataException.class)
                    .hasMessageEndingWith("was interrupted.");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(warnings).isEmpty();
        assertThat(kept()).hasBinaryContent(before);
    }

    private static ProgressListener warnings(List<String> heard) {
        return new ProgressListener() {
            @Override
            public void progress(String source, long done, long total) {}

            @Override
            public void warn(String message) {
                heard.add(message);
            }
        };
    }

    private final AtomicReference<Thread> loader = new AtomicReference<>();

    private void interruptLoader() {
        loader.get().interrupt();
    }

    /** That a file could not be read for a while was kept as the verdict on its picture, for good. */
    @Test
    void whatFailsForAPassingReasonIsTriedAgain() throws IOException {
        folder.pictures("a", 10, ORANGE);
        folder.pictures("b", 10, BLUE);
        Path gone = folder.root().resolve("a/0.png");
        byte[] content = Files.readAllBytes(gone);
        LoadedData without = folder.store()
                .load(ImageFolder.of(folder.root(), FolderFixture.SHAPE), (source, done, total) -> {
                    if (source.startsWith("Looking") && done == total) {
                        delete(gone);
                    }
                });
        assertThat(passedOver(without)).containsExactly("a/0.png does not exist or is no plain file");
        Files.write(gone, content);
        assertThat(passedOver(folder.load())).isEmpty();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> passedOver(LoadedData data) {
        return data.pictures().orElseThrow().survey().passedOver().stream()
                .map(Object::toString)
                .toList();
    }

    /** Another process that saw fewer pictures may put its own store in the place at any moment. */
    @Test
    void aStoreThatAnotherProcessReplacesIsNotMissed() throws IOException, InterruptedException {
        folder.pictures("a", 10, ORANGE);
        folder.pictures("b", 10, BLUE);
        folder.load();
        Path small = Files.copy(kept(), temp.resolve("small"));
        folder.picture("b/new.png", 5, 5, BLUE);
        Path place = kept();
        AtomicBoolean ended = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!ended.get()) {
                try {
                    Path copy = temp.resolve("copy");
                    Files.copy(small, copy, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        other.start();
        try {
            for (int round = 0; round < 20; round++) {
                LoadedData data = folder.load();
                assertThat(data.train().size() + data.test().size()).isEqualTo(21);
            }
        } finally {
            ended.set(true);
            other.join();
        }
    }
}
