package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.folder.SkippedFile;
import org.dl4jlab.data.survey.FolderSurvey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests, archives and class names as people and their programs make them, not as they should be. */
class OddListsTest {

    private static final int RED = 0xFF0000;
    private static final int BLUE = 0x0000FF;

    @TempDir
    Path temp;

    private FolderFixture folder;
    private Path manifest;

    @BeforeEach
    void make() throws IOException {
        folder = FolderFixture.in(temp);
        manifest = folder.root().resolve("manifest.csv");
    }

    private FolderSurvey survey(Path root) {
        return folder.store()
                .load(ImageFolder.of(root, FolderFixture.SHAPE).withTestFraction(0.5))
                .pictures()
                .orElseThrow()
                .survey();
    }

    private static int used(FolderSurvey survey) {
        return survey.classes().stream().mapToInt(FolderSurvey.ClassCount::all).sum();
    }

    private List<String> rows() throws IOException {
        folder.pictures("p", 6, RED);
        folder.pictures("q", 6, BLUE);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            rows.add("p/" + i + ".png,red");
            rows.add("q/" + i + ".png,blue");
        }
        return rows;
    }

    private void write(List<String> rows, String end) throws IOException {
        Files.writeString(manifest, "path,label" + end + String.join(end, rows) + end);
    }

    @Test
    void pathsMayBeAbsoluteOrRoundaboutButStayInTheFolder() throws IOException {
        List<String> rows = rows();
        rows.set(0, folder.root().toAbsolutePath() + "/" + rows.get(0));
        rows.set(1, "p/.././" + rows.get(1));
        Path outside = Files.copy(folder.root().resolve("p/0.png"), temp.resolve("outside.png"));
        rows.add("../outside.png,red");
        rows.add(outside.toAbsolutePath() + ",red");
        write(rows, "\n");
        FolderSurvey survey = survey(manifest);
        assertThat(used(survey)).isEqualTo(12);
        assertThat(survey.passedOver())
                .extracting(SkippedFile::reason)
                .containsExactly(
                        "names ../outside.png, which lies outside of the manifest's folder; put it into that",
                        "names " + outside.toAbsolutePath()
                                + ", which lies outside of the manifest's folder; put it into that");
    }

    @Test
    void whatLiesBesideAManifestMattersOnlyIfItIsNamed() throws IOException {
        List<String> rows = rows();
        Files.createSymbolicLink(folder.root().resolve("p/dead.png"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.root().resolve("p/other.png"), Path.of("nowhere"));
        Files.writeString(folder.root().resolve(".DS_Store"), "x");
        rows.add("p/dead.png,red");
        write(rows, "\n");
        FolderSurvey survey = survey(manifest);
        assertPassedOver(survey, "manifest.csv line 14 names p/dead.png, which is a link that leads nowhere");
        assertThat(survey.junk()).isEmpty();
    }

    @Test
    void aLineThatIsRepeatedCountsOnceAndTwoLabelsAreFound() throws IOException {
        List<String> rows = rows();
        rows.add(rows.get(0));
        rows.add("p/1.png,blue");
        write(rows, "\n");
        FolderSurvey survey = survey(manifest);
        assertPassedOver(survey, "manifest.csv line 14 repeats line 2 (p/0.png)");
        assertThat(used(survey)).isEqualTo(13);
        assertThat(survey.findings()).contains("1 picture has copies with different labels.");
    }

    @Test
    void linesEndAsTheyDoOnOldMacintoshes() throws IOException {
        write(rows(), "\r");
        assertThat(used(survey(manifest))).isEqualTo(12);
    }

    @Test
    void aQuoteThatIsNeverClosedSwallowsNoLines() throws IOException {
        List<String> rows = rows();
        rows.set(3, "\"" + rows.get(3));
        write(rows, "\n");
        assertThatThrownBy(() -> survey(manifest))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(manifest + " line 5 opens a quote (\") that is never closed; close it");
    }

    @Test
    void whereNothingIsLeftTheReasonsAreSaid() throws IOException {
        rows();
        write(List.of(), "\n");
        assertThatThrownBy(() -> survey(manifest)).hasMessageContaining("names no picture; it needs a line");
        write(List.of("x/0.png,red", "x/1.png,blue"), "\n");
        assertThatThrownBy(() -> survey(manifest))
                .hasMessageContaining("holds 0 classes")
                .hasMessageContaining("manifest.csv line 3 names x/1.png, which is not there");
    }

    private Path tar(boolean again) throws IOException {
        rows();
        Path tar = temp.resolve("pictures.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar), "UTF-8")) {
            for (int i = 0; i < 12; i++) {
                String name = (i % 2 == 0 ? "p/" : "q/") + i / 2 + ".png";
                put(out, name, folder.root().resolve(name));
            }
            if (again) {
                put(out, "p/0.png", folder.root().resolve("q/0.png"));
            } else {
                special(out, "p/hard.png", TarConstants.LF_LINK, "p/0.png");
                special(out, "p/away.png", TarConstants.LF_LINK, "../0.png");
                special(out, "p/soft.png", TarConstants.LF_SYMLINK, "/etc/hosts");
                special(out, "p/pipe.png", TarConstants.LF_FIFO, "");
            }
        }
        return tar;
    }

    private static void put(TarArchiveOutputStream out, String name, Path content) throws IOException {
        out.putArchiveEntry(new TarArchiveEntry(content.toFile(), name));
        Files.copy(content, out);
        out.closeArchiveEntry();
    }

    private static void special(TarArchiveOutputStream out, String name, byte kind, String link) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(link);
        out.putArchiveEntry(entry);
        out.closeArchiveEntry();
    }

    @Test
    void aHardLinkInATarIsItsFileAndOtherSpecialFilesAreNamed() throws IOException {
        FolderSurvey survey = survey(tar(false));
        assertThat(used(survey)).isEqualTo(13);
        assertThat(survey.sameFile()).hasSize(1);
        assertPassedOver(
                survey,
                "p/away.png is a link to ../0.png, which is not in the archive",
                "p/pipe.png is no plain file",
                "p/soft.png is a link, which is not followed");
    }

    @Test
    void ofTwoEntriesWithOneNameTheLaterCounts() throws IOException {
        FolderSurvey survey = survey(tar(true));
        assertThat(used(survey)).isEqualTo(12);
        assertThat(survey.findings()).contains("1 picture has copies with different labels.");
    }

    @Test
    void anEncryptedZipAndAFileThatIsNoneAreToldApart() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : List.of("a/0.png", "b/0.png")) {
                out.putNextEntry(new java.util.zip.ZipEntry(name));
                out.write(1);
                out.closeEntry();
            }
        }
        byte[] zip = bytes.toByteArray();
        for (int i = 0; i < zip.length - 3; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && (zip[i + 2] == 1 || zip[i + 2] == 3)) {
                // The flag of encryption, in the local header and in the directory.
                zip[i + (zip[i + 2] == 1 ? 8 : 6)] |= 1;
            }
        }
        Path file = temp.resolve("locked.zip");
        Files.write(file, zip);
        assertThatThrownBy(() -> survey(file))
                .hasMessageContaining("holds no files")
                .hasMessageContaining("a/0.png is encrypted; unpack the archive with its password");
        Path none = Files.writeString(temp.resolve("none.zip"), "hello");
        assertThatThrownBy(() -> survey(none))
                .hasMessageContaining("is damaged, or no zip archive")
                .hasMessageContaining("give the folder itself");
    }

    @Test
    void classesWhoseNamesAreNearlyTheSameArePointedOut() throws IOException {
        folder.pictures("Cat", 8, RED);
        folder.pictures("cat", 8, BLUE);
        folder.pictures("01", 8, 0x00FF00);
        folder.pictures("1", 8, 0xFFFF00);
        folder.pictures("100", 8, 0x00FFFF);
        assertThat(survey(folder.root()).findings())
                .filteredOn(finding -> finding.contains("nearly the same name"))
                .containsExactly(
                        "Classes '01', '1' have nearly the same name; if they are one class, put their pictures into"
                                + " one folder.",
                        "Classes 'Cat', 'cat' have nearly the same name; if they are one class, put their pictures into"
                                + " one folder.");
    }

    private static void assertPassedOver(FolderSurvey survey, String... sentences) {
        assertThat(survey.passedOver()).extracting(Object::toString).containsExactly(sentences);
    }

    @Test
    void aFolderWithoutFilesIsNoClassAndIsNamed() throws IOException {
        folder.pictures("a", 8, RED);
        folder.pictures("b", 8, BLUE);
        for (String made : List.of("c", "d/inner", "e", "a/.ipynb_checkpoints", "b/more", "@eaDir/c")) {
            Files.createDirectories(folder.root().resolve(made));
        }
        Files.write(folder.root().resolve("e/.DS_Store"), new byte[] {0});
        FolderSurvey survey = survey(folder.root());
        assertThat(survey.classes()).extracting(FolderSurvey.ClassCount::name).containsExactly("a", "b");
        assertThat(survey.passedOver())
                .extracting(Object::toString)
                .containsExactly(
                        "b/more is a folder without files",
                        "c is a folder without files",
                        "d/inner is a folder without files",
                        "e is a folder without files");
    }

    @Test
    void whereDecodedPicturesCannotBeKeptTheReasonIsSaid() throws IOException {
        folder.pictures("a", 6, RED);
        folder.pictures("b", 6, BLUE);
        Files.createDirectories(folder.store().cache());
        Files.writeString(folder.store().cache().resolve("folders"), "no folder");
        assertThatThrownBy(() -> survey(folder.root()))
                .isInstanceOf(DataException.class)
                // After the path comes the reason, not the path again.
                .hasMessageMatching(".*cannot be kept in \\S+: [^/]+\\. Make room or give write permission there, .*");
    }

    /** Names in GBK, Shift_JIS or Latin-1, read as UTF-8: cat and dog became one class of question marks. */
    @ParameterizedTest
    @ValueSource(strings = {"GBK", "Shift_JIS", "ISO-8859-1"})
    void anArchiveWhoseNamesAreInAnotherEncodingIsRefused(String encoding) throws IOException {
        rows();
        List<String> classes =
                encoding.startsWith("ISO") ? List.of("B\u00e4r", "B\u00fcr") : List.of("\u732b", "\u72d7");
        Path zip = temp.resolve("old.zip");
        Path tar = temp.resolve("old.tar");
        try (ZipOutputStream zipped = new ZipOutputStream(Files.newOutputStream(zip), Charset.forName(encoding));
                TarArchiveOutputStream tarred = new TarArchiveOutputStream(Files.newOutputStream(tar), encoding)) {
            for (int i = 0; i < 12; i++) {
                Path picture = folder.root().resolve((i % 2 == 0 ? "p/" : "q/") + i / 2 + ".png");
                String name = classes.get(i % 2) + "/" + i + ".png";
                zipped.putNextEntry(new java.util.zip.ZipEntry(name));
                Files.copy(picture, zipped);
                zipped.closeEntry();
                put(tarred, name, picture);
            }
        }
        for (Path archive : List.of(zip, tar)) {
            assertThatThrownBy(() -> survey(archive))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("whose name is not in UTF-8")
                    .hasMessageContaining("give the folder");
        }
    }

    @Test
    void aQuestionMarkInTheNameOfAnArchivesFileIsOne() throws IOException {
        rows();
        Path tar = temp.resolve("questions.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar), "UTF-8")) {
            for (int i = 0; i < 12; i++) {
                String name = (i % 2 == 0 ? "p/" : "q/") + i / 2 + ".png";
                put(
                        out,
                        (i % 2 == 0 ? "who?/" : "wh\u00e4t?/") + i + ".png",
                        folder.root().resolve(name));
            }
        }
        assertThat(survey(tar).classes())
                .extracting(FolderSurvey.ClassCount::name)
                .containsExactly("who?", "wh\u00e4t?");
    }

    /** A label of null was a class called null, and of two objects on a line the second was lost. */
    @Test
    void aJsonLineWithoutLabelIsNamedAndOneWithMoreThanAnObjectIsRefused() throws IOException {
        rows();
        manifest = folder.root().resolve("manifest.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add("{\"path\": \"p/" + i + ".png\", \"label\": \"red\"}");
            lines.add("{\"path\": \"q/" + i + ".png\", \"label\": " + (i == 5 ? "null}" : "\"blue\"}"));
        }
        Files.writeString(manifest, String.join("\r", lines));
        FolderSurvey survey = survey(manifest);
        assertThat(used(survey)).isEqualTo(11);
        assertPassedOver(survey, "manifest.jsonl line 12 gives q/5.png no label");
        for (String odd : List.of(lines.get(0) + lines.get(1), "[\"p/0.png\", \"red\"]", "5", "null")) {
            Files.writeString(manifest, lines.get(0) + "\n" + odd + "\n" + lines.get(1));
            assertThatThrownBy(() -> survey(manifest))
                    .isInstanceOf(DataException.class)
                    .hasMessage(manifest + " line 2 is not one JSON object, as each line must be.");
        }
    }
}
