package org.dl4jlab.training.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    void oneWithinAnotherIsInBoth() throws IOException {
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
    void runsSideBySideEachHearTheirOwnThreads() throws Exception {
        Path first = folder.resolve("first.log");
        Path second = folder.resolve("second.log");
        CountDownLatch bothOpen = new CountDownLatch(2);
        CountDownLatch bothSaid = new CountDownLatch(2);
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        List<Thread> runs = new ArrayList<>();
        for (Path file : List.of(first, second)) {
            Thread run = new Thread(() -> {
                try (RunLog ignored = RunLog.open(file)) {
                    bothOpen.countDown();
                    bothOpen.await();
                    OURS.info("said in {}", file.getFileName());
                    OTHERS.error("others in {}", file.getFileName());
                    Thread child = new Thread(() -> OURS.info("child of {}", file.getFileName()));
                    child.start();
                    child.join();
                    bothSaid.countDown();
                    bothSaid.await();
                } catch (IOException | InterruptedException e) {
                    thrown.add(e);
                }
            });
            run.start();
            runs.add(run);
        }
        bothOpen.await();
        OURS.info("said by a thread of no run");
        for (Thread run : runs) {
            run.join();
        }

        assertThat(thrown).isEmpty();
        assertThat(first)
                .content()
                .containsOnlyOnce("said in first.log")
                .containsOnlyOnce("others in first.log")
                .containsOnlyOnce("child of first.log")
                .doesNotContain("second.log");
        assertThat(second)
                .content()
                .containsOnlyOnce("said in second.log")
                .containsOnlyOnce("others in second.log")
                .containsOnlyOnce("child of second.log")
                .doesNotContain("first.log");
    }

    @Test
    void aThreadThatOutlivesItsRunBelongsToNone() throws Exception {
        Path later = folder.resolve("later.log");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            try (RunLog ignored = RunLog.open(folder.resolve("earlier.log"))) {
                pool.submit(() -> OURS.info("in the earlier run")).get();
            }
            try (RunLog ignored = RunLog.open(later)) {
                pool.submit(() -> OURS.info("in the later run")).get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(folder.resolve("earlier.log"))
                .content()
                .contains("in the earlier run")
                .doesNotContain("later");
        assertThat(later).content().contains("in the later run");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> RunLog.open(folder.resolve("missing").resolve("run.log")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing");
    }
}
