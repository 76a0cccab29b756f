package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands in containers and on machines that lack what others have. */
class SurroundingsTest {

    @TempDir
    Path folder;

    @Test
    void theLogGoesWhereItCanBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThat(LogSetup.logFile(folder.resolve("new"), folder)).isEqualTo(folder.resolve("new/dl4j-lab.log"));
        assertThat(LogSetup.logFile(file.resolve("below"), folder)).isEqualTo(folder.resolve("dl4j-lab.log"));
        assertThat(LogSetup.logFile(file.resolve("below"), file.resolve("deeper")))
                .as("a file of its own")
                .isWritable()
                .satisfies(Files::delete);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatAnotherUserPutInThePlaceOfTheLogIsLeftAlone() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs"), "a file that this user may write");
        Path linked = Files.createDirectory(folder.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("dl4j-lab.log"), theirs);
        Path taken =
                Files.createDirectories(folder.resolve("taken/dl4j-lab.log")).getParent();

        assertThat(LogSetup.logFile(linked, taken, folder)).isEqualTo(folder.resolve("dl4j-lab.log"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLogThatCannotBeWrittenCostsItselfOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThat(run(
                        "C.UTF-8",
                        List.of("-Ddl4jlab.log.file=/dev/full"),
                        "run",
                        "mnist-fc",
                        "--runs-dir",
                        file.resolve("below").toString()))
                .startsWith("1: ")
                .contains("cannot make a folder in")
                .doesNotContain("ERROR", "\tat ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aUserWithoutAHomeCanListNetworks() throws Exception {
        assertThat(run("C.UTF-8", List.of("-Duser.home=?", "-Djava.io.tmpdir=" + folder), "list", "networks"))
                .startsWith("0: ")
                .contains("simple-cnn")
                .doesNotContain("ERROR", "Exception");
        assertThat(folder)
                .isDirectoryContaining(child -> child.getFileName().toString().startsWith("dl4j-lab-"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatTheSessionCannotReadComesWithTheRemedy() throws Exception {
        assertThat(run("C", List.of("-Djava.io.tmpdir=" + folder), "report", "übung"))
                .startsWith("2: ")
                .contains("LC_ALL=C.UTF-8");
    }

    private String run(String language, List<String> options, String... command) throws Exception {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.add("-XX:TieredStopAtLevel=1");
        all.addAll(options);
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        all.addAll(List.of(command));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(Files.createDirectories(folder.resolve("work")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", language);
        Process child = builder.start();
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return child.exitValue() + ": " + Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
