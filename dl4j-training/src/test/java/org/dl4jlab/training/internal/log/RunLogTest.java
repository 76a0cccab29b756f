package org.dl4jlab.training.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RunLogTest {

    private static final Logger OURS = RunLog.logger(RunLogTest.class);
    private static final Logger OTHERS = LoggerFactory.getLogger("com.example.Other");

    @TempDir
    Path folder;

    @Test
    void holdsWhatWasLoggedWhileItWasOpenOnce() throws IOException {
        Path file = folder.resolve("run.log");
        OURS.error("before");
        OTHERS.error("before");
        try (RunLog ignored = RunLog.open(file)) {
            OURS.debug("a {}", "detail");
            OURS.atInfo().addArgument(7).log("number {}");
            OURS.error(RunLog.FILE_ONLY, "it failed", new IllegalStateException("because"));
            OTHERS.error("heard");
            OTHERS.debug("not asked for");
        }
        OURS.error("after");
        OTHERS.error("after");

        assertThat(Files.readString(file))
                .containsPattern(
                        "(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} DEBUG o\\.d\\.t\\.i\\.l\\.RunLogTest"
                                + " \\[main] a detail$")
                .containsOnlyOnce("INFO  o.d.t.i.l.RunLogTest [main] number 7")
                .containsOnlyOnce("it failed")
                .containsOnlyOnce("IllegalStateException: because")
                .contains("at org.dl4jlab")
                .containsOnlyOnce("ERROR c.e.Other [main] heard")
                .doesNotContain("before", "after", "not asked for");
    }

    @Test
    void twoThatAreOpenBothHear() throws IOException {
        Path first = folder.resolve("first.log");
        Path second = folder.resolve("second.log");
        try (RunLog ignored = RunLog.open(first)) {
            try (RunLog inner = RunLog.open(second)) {
                OURS.info("both");
                OTHERS.error("both of others");
            }
            OTHERS.error("one");
        }

        assertThat(first).content().containsOnlyOnce("both of others").contains("] both\n", "one");
        assertThat(second)
                .content()
                .containsOnlyOnce("both of others")
                .contains("] both\n")
                .doesNotContain("one");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> RunLog.open(folder.resolve("missing").resolve("run.log")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing");
    }
}
