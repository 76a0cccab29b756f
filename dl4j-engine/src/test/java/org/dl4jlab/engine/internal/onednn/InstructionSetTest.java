package org.dl4jlab.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Sgd;

/** oneDNN chooses its code when it is loaded, so each instruction set needs a JVM of its own. */
class InstructionSetTest {
    @Test
    void gradientsEqualThoseInDoublePrecisionOnAvx2(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Check.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        child.environment().put("ONEDNN_MAX_CPU_ISA", "AVX2");
        Process process = child.start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();

        assertThat(ended).isTrue();
        assertThat(Files.readString(output)).contains("compared without AVX-512");
        assertThat(process.exitValue()).isZero();
    }

    /** Runs in the child. */
    static final class Check {
        private Check() {}

        public static void main(String[] args) {
            Gradients.assertSameAsDouble(Networks.simpleCnn(new Sgd(0.01)), Data.batch(1, 16, 1, 28, 28));
            Gradients.assertSameAsDouble(Networks.cifarNet(new Sgd(0.01)), Data.batch(1, 7, 3, 32, 32));
            Gradients.assertSameAsDouble(
                    Networks.vgg11(new Sgd(0.01), 8, Networks.Kinks.NONE), Data.batch(1, 8, 3, 32, 32));
            System.out.println(OneDnn.hasAvx512() ? "compared with AVX-512" : "compared without AVX-512");
        }
    }
}
