package org.dl4jlab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Precision;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every contender trains a little in its own JVM; nothing is said about speed. */
class ContendersSmokeTest {

    private static final Effort FEW_STEPS = new Effort(0.2, 0.2, 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stock", "tuned", "engine", "pytorch"})
    void trainsSimpleCnnAndHasItsParameters(String id) throws Exception {
        Measurement found = new FreshJvm(folder, java.util.List.of())
                .measure(
                        contender(id),
                        new Options(1, true),
                        new Task(Workload.CNN, Phase.TRAINING, 64),
                        FEW_STEPS,
                        mnistLike());

        assertThat(found.parameters()).isEqualTo(6_422);
        assertThat(found.lastLoss()).isBetween(0.0, 3.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine-bf16", "pytorch-bf16"})
    void trainsVgg11InBfloat16(String id) throws Exception {
        Assumptions.assumeTrue(Engine.refusal(Precision.BFLOAT16).isEmpty());
        Measurement found = new FreshJvm(folder, java.util.List.of())
                .measure(
                        contender(id),
                        new Options(1, true),
                        new Task(Workload.VGG, Phase.TRAINING, 16),
                        FEW_STEPS,
                        images(3, 32));

        assertThat(found.parameters()).isEqualTo(9_228_362);
        assertThat(found.lastLoss()).isBetween(0.0, 5.0);
        assertThat(found.description()).contains("bfloat16");
    }

    @Test
    void theEngineSaysWhyItMultipliesNoBfloat16InSimpleCnn() throws Exception {
        Path samples = mnistLike();
        FreshJvm jvm = new FreshJvm(folder, java.util.List.of());

        assertThatThrownBy(() -> jvm.measure(
                        contender("engine-bf16"),
                        new Options(1, false),
                        new Task(Workload.CNN, Phase.TRAINING, 64),
                        FEW_STEPS,
                        samples))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("bfloat16")
                .hasMessageContaining("use float32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tuned", "engine", "onnxruntime"})
    void predictsSingleImagesAndTimesEach(String id) throws Exception {
        Measurement found = new FreshJvm(folder, java.util.List.of())
                .measure(
                        contender(id),
                        new Options(1, false),
                        new Task(Workload.CNN, Phase.LATENCY, 1),
                        FEW_STEPS,
                        mnistLike());

        assertThat(found.parameters()).isEqualTo(6_422);
        assertThat(found.latency().p99()).isGreaterThanOrEqualTo(found.latency().p50());
    }

    /** Whether its gradients are wrong depends on the CPU: see {@code GradientCheck}. */
    @Test
    void contiguousSimpleCnnIsTrainedOrLeftOutForItsGradients() throws Exception {
        Path samples = mnistLike();
        FreshJvm jvm = new FreshJvm(folder, java.util.List.of());

        try {
            Measurement found = jvm.measure(
                    contender("pytorch"),
                    new Options(1, false),
                    new Task(Workload.CNN, Phase.TRAINING, 64),
                    FEW_STEPS,
                    samples);
            assertThat(found.description()).contains("contiguous");
            assertThat(found.lastLoss()).isBetween(0.0, 3.0);
        } catch (MeasurementException e) {
            assertThat(e).hasMessageContaining("wrong gradient");
        }
    }

    private static ContenderSpec contender(String id) {
        return ContenderSpec.all(1).stream()
                .filter(contender -> contender.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Path mnistLike() throws Exception {
        return images(1, 28);
    }

    /** Random images whose brightness tells their class. */
    private Path images(int channels, int side) throws Exception {
        int n = 256;
        int size = channels * side * side;
        Random random = new Random(1);
        byte[] pixels = new byte[n * size];
        byte[] labels = new byte[n];
        float[] scales = new float[channels];
        Arrays.fill(scales, 1 / 255f);
        float[] shifts = new float[channels];
        Arrays.fill(shifts, -0.5f);
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 10);
            for (int p = 0; p < size; p++) {
                pixels[i * size + p] = (byte) (random.nextInt(40) + 20 * labels[i]);
            }
        }
        Path file = folder.resolve("samples");
        new SampleImages(channels, side, side, 10, pixels, labels, scales, shifts).write(file);
        return file;
    }
}
