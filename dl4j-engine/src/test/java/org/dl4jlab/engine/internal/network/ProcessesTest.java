package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.awaitility.core.ConditionTimeoutException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** What can only be seen from outside a JVM: equal bits in two of them, and their end in the middle of training. */
class ProcessesTest {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void twoProcessesGiveTheSameBits() throws Exception {
        List<String> results = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            assertThat(exitValue(start("train", run))).as(output(run)).isZero();
            results.add(output(run)
                    .lines()
                    .filter(line -> line.startsWith("parameters"))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(results.get(0)).isEqualTo(results.get(1));
    }

    @Test
    void aProcessThatExitsWhileItTrainsDoesNotCrash() throws Exception {
        for (int run = 0; run < 3; run++) {
            assertThat(exitValue(start("exit", run))).as(output(run)).isEqualTo(3);
            assertNoCrash(run);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatIsTerminatedWhileItTrainsDoesNotCrash() throws Exception {
        Process process = start("wait", 0);
        try {
            await().atMost(Duration.ofMinutes(4)).until(() -> output(0).contains("training"));
            process.destroy();
        } catch (ConditionTimeoutException e) {
            process.destroyForcibly();
            throw e;
        }
        assertThat(exitValue(process)).as(output(0)).isEqualTo(SIGTERM);
        assertNoCrash(0);
    }

    /** A process that goes on for ever would slow down every later test. */
    private static int exitValue(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private void assertNoCrash(int run) throws Exception {
        assertThat(output(run)).doesNotContain("SIGSEGV", "SIGILL", "fatal error");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("hs_err"));
        }
    }

    private Process start(String mode, int run) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx1g",
                        "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        mode))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output" + run + ".txt").toFile())
                .start();
    }

    private String output(int run) throws Exception {
        return Files.readString(folder.resolve("output" + run + ".txt"));
    }

    /** Runs in the child. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            MultiLayerNetwork shared = Engine.accelerate(Networks.vgg11(new Adam(1e-3), 4));
            MultiLayerNetwork split = Engine.accelerate(Networks.cifarNet(new Sgd(0.01)));
            DataSet batch = Data.batch(1, 64, 3, 32, 32);
            if (args[0].equals("train")) {
                for (int step = 0; step < 5; step++) {
                    shared.fit(batch);
                    split.fit(batch);
                }
                System.out.println("parameters " + checksum(shared) + " " + checksum(split));
                System.exit(0);
            }
            shared.fit(batch);
            split.fit(batch);
            AtomicInteger sharedSteps = trainForever(shared, batch);
            AtomicInteger splitSteps = trainForever(split, batch);
            await().atMost(Duration.ofMinutes(3)).until(() -> sharedSteps.get() > 3 && splitSteps.get() > 100);
            System.out.println("training");
            if (args[0].equals("wait")) {
                new CountDownLatch(1).await(2, TimeUnit.MINUTES); // the test ends this process
            }
            System.exit(3);
        }

        /** @return steps so far */
        private static AtomicInteger trainForever(MultiLayerNetwork network, DataSet batch) {
            AtomicInteger steps = new AtomicInteger();
            Thread thread = new Thread(() -> {
                while (true) {
                    network.fit(batch);
                    steps.incrementAndGet();
                }
            });
            thread.start();
            return steps;
        }

        private static long checksum(MultiLayerNetwork network) {
            CRC32 checksum = new CRC32();
            checksum.update(NativeBytes.of(network.params()));
            return checksum.getValue();
        }
    }
}
