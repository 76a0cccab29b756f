package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.ImageFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests, and archives of everything that a folder may be. */
class ManifestAndArchiveTest {

    @TempDir
    Path temp;

    private FolderFixture folder;

    @BeforeEach
    void make() throws IOException {
        folder = FolderFixture.in(temp);
    }

    private LoadedData load(Path root) {
        return folder.store().load(ImageFolder.of(root, FolderFixture.SHAPE));
    }

    private void flat() throws IOException {
        for (int i = 0; i < 6; i++) {
            folder.picture("images/" + i + ".png", 8, 6, i % 2 == 0 ? 0xFF0000 : 0x0000FF);
        }
    }

    private static final List<String> ROWS = List.of(
            "images/0.png,\"red, warm\",train",
            "images/1.png,blue,train",
            "./images/2.png,\"red, warm\",val",
            "images/3.png,blue,valid",
            "images/4.png,\"red, warm\",test",
            "images\\5.png,blue,test");

    @Test
    void aCsvManifestNamesPathLabelAndPart() throws IOException {
        flat();
        Path manifest = folder.root().resolve("manifest.csv");
        Files.writeString(manifest, "\uFEFFPath,Label,Split\r\n" + String.join("\r\n", ROWS));
        for (Path root : List.of(folder.root(), manifest)) {
            LoadedData data = load(root);
            assertThat(data.spec().classNames()).containsExactly("blue", "red, warm");
            assertThat(data.train().size()).isEqualTo(2);
            assertThat(data.validation().orElseThrow().size()).isEqualTo(2);
            assertThat(data.pictures().orElseThrow().test()).containsExactly("images/5.png", "images/4.png");
        }
    }

    @Test
    void jsonLinesAndSemicolonsAreManifestsToo() throws IOException {
        flat();
        Path lines = folder.root().resolve("list.jsonl");
        StringBuilder json = new StringBuilder();
        StringBuilder csv = new StringBuilder("file_name;class\n");
        for (int i = 0; i < 6; i++) {
            json.append("{\"file_name\": \"images/")
                    .append(i)
                    .append(".png\", \"label\": ")
                    .append(i % 2)
                    .append("}\n");
            csv.append("images/").append(i).append(".png;").append(i % 2).append('\n');
        }
        Files.writeString(lines, json);
        Path semicolons = folder.root().resolve("list.csv");
        Files.writeString(semicolons, csv);
        for (Path manifest : List.of(lines, semicolons)) {
            LoadedData data = folder.store()
                    .load(ImageFolder.of(manifest, FolderFixture.SHAPE).withTestFraction(0.4));
            assertThat(data.spec().classNames()).containsExactly("0", "1");
            assertThat(data.train().size() + data.test().size()).isEqualTo(6);
        }
    }

    @Test
    void badLinesAreNamedAndTheOthersUsed() throws IOException {
        flat();
        Path manifest = folder.root().resolve("manifest.csv");
        Files.writeString(
                manifest,
                "path,label,part\n" + String.join("\n", ROWS)
                        + "\nimages/none.png,blue,train\nimages/1.png,,train\n,blue,train\nimages/1.png,blue,tomorrow\n");
        LoadedData data = load(manifest);
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(data.pictures().orElseThrow().survey().passedOver())
                .extracting(Object::toString)
                .contains(
                        "manifest.csv line 8 names images/none.png, which is not there",
                        "manifest.csv line 9 gives images/1.png no label",
                        "manifest.csv line 10 names no picture",
                        "manifest.csv line 11 puts images/1.png into the part 'tomorrow', which is none of train, validation and test");
        Files.writeString(manifest, "picture,what\nimages/0.png,red\n");
        assertThatThrownBy(() -> load(manifest))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("[picture, what]")
                .hasMessageContaining("must name a column path and a column label");
    }

    private static void zip(Path source, Path zip, String prefix) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                var files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(prefix + source.relativize(file)));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static void tar(Path source, Path tar, String prefix) throws IOException {
        try (OutputStream raw = Files.newOutputStream(tar);
                TarArchiveOutputStream out = new TarArchiveOutputStream(
                        tar.toString().endsWith("gz") ? new GZIPOutputStream(raw) : raw, "UTF-8");
                var files = Files.walk(source)) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            out.setAddPaxHeadersForNonAsciiNames(true);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putArchiveEntry(new TarArchiveEntry(file.toFile(), prefix + source.relativize(file)));
                Files.copy(file, out);
                out.closeArchiveEntry();
            }
        }
    }

    @Test
    void archivesAreWhatTheyHold() throws IOException {
        folder.pictures("train/caf\u00e9", 3, 0xFF0000);
        folder.pictures("train/b", 3, 0x0000FF);
        folder.pictures("test/cafe\u0301", 2, 0xFF0000);
        folder.pictures("test/b", 2, 0x0000FF);
        LoadedData plain = folder.load();
        Path zip = temp.resolve("pets.zip");
        Path wrapped = temp.resolve("wrapped.zip");
        Path tar = temp.resolve("pets.tar");
        Path gzip = temp.resolve("pets.tar.gz");
        zip(folder.root(), zip, "");
        zip(folder.root(), wrapped, "pets/");
        tar(folder.root(), tar, "");
        tar(folder.root(), gzip, "./pets/");
        for (Path archive : List.of(zip, wrapped, tar, gzip)) {
            LoadedData data = load(archive);
            assertThat(data.spec().classNames()).as("%s", archive).containsExactly("b", "caf\u00e9");
            assertThat(data.train().pixels()).isEqualTo(plain.train().pixels());
            assertThat(data.test().pixels()).isEqualTo(plain.test().pixels());
        }
        try (var left = Files.list(temp.resolve("cache/folders"))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void anArchiveWithAManifestIsAManifest() throws IOException {
        flat();
        Files.writeString(folder.root().resolve("manifest.csv"), "path,label,part\n" + String.join("\n", ROWS));
        Path zip = temp.resolve("flat.zip");
        zip(folder.root(), zip, "flat/");
        assertThat(load(zip).test().size()).isEqualTo(2);
    }

    @Test
    void anEntryThatLeavesTheArchiveIsRefused() throws IOException {
        folder.pictures("a", 3, 0xFF0000);
        for (String prefix : List.of("../", "/tmp/", "a/../../")) {
            Path zip = temp.resolve("evil.zip");
            zip(folder.root(), zip, prefix);
            assertThatThrownBy(() -> load(zip))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("points outside the archive");
        }
        assertThat(temp.resolve("a")).doesNotExist();
    }

    @Test
    void aDamagedArchiveIsNamed() throws IOException {
        Path zip = temp.resolve("broken.zip");
        Files.write(zip, "no archive".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> load(zip))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("broken.zip cannot be unpacked");
    }
}
