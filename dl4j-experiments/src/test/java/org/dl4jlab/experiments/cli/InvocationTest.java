package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationTest {

    private static final List<String> AWKWARD = List.of(
            "my run",
            "it's",
            "",
            "$HOME",
            "a;b",
            "*.png",
            "~",
            "~/runs",
            "x~",
            "\"quoted\"",
            "back\\slash",
            "#",
            "=a",
            "two\nlines",
            "!",
            "a&b",
            "(c)",
            "`d`",
            "-x");

    @Test
    void leavesPlainArgumentsAsTheyWereTyped() {
        assertThat(Invocation.of(List.of("run", "mnist-cnn", "--set", "learningRate=0.05", "--runs-dir", "/tmp/a_b")))
                .isEqualTo("dl4j-lab run mnist-cnn --set learningRate=0.05 --runs-dir /tmp/a_b");
    }

    @Test
    void quotesWhatAShellWouldChange() {
        assertThat(Invocation.of(List.of("predict", "my run", "it's")))
                .isEqualTo("dl4j-lab predict 'my run' 'it'\\''s'");
    }

    @Test
    void aShellReadsTheSameArgumentsAgain() throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
        String script = Invocation.of(AWKWARD).replaceFirst("dl4j-lab", "printf '%s\\\\0'");
        Process shell = new ProcessBuilder("/bin/sh", "-c", script).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(printed.split("\0", -1))
                .startsWith(AWKWARD.toArray(String[]::new))
                .hasSize(AWKWARD.size() + 1);
    }
}
