package org.dl4jlab.bench.data;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.nd4j.linalg.dataset.DataSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Images per second of shuffled, normalised DL4J batches: MNIST in 64s, and CIFAR-10 in 128s with 4-pixel crop and flip.
 * With 0 workers the measuring thread does all the work; with 1 a worker prepares the batches and the measuring thread
 * only takes them.
 *
 * <pre>{@code
 * mvn -q -Pbench,jmh -pl dl4j-bench -am process-classes -Djmh.args=BatchBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class BatchBenchmark {

    @Param({"0", "1"})
    public int workers;

    private ImageBatches mnist;
    private ImageBatches cifar;

    @Setup(Level.Trial)
    public void build() {
        mnist = ImageBatches.of(ImageView.all(images(new ImageShape(1, 28, 28), 60_032)))
                .batchSize(64)
                .shuffle(1)
                .normalize(Normalization.of(0.1307f, 0.3081f))
                .workers(workers)
                .build();
        cifar = ImageBatches.of(ImageView.all(images(new ImageShape(3, 32, 32), 50_048)))
                .batchSize(128)
                .shuffle(1)
                .augment(1, PadAndCrop.zero(4), new RandomFlip())
                .normalize(Normalization.of(
                        new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2470f, 0.2435f, 0.2616f}))
                .workers(workers)
                .build();
    }

    /** Whole batches only, so that every invocation makes the same number of images. */
    private static ImageSet images(ImageShape shape, int n) {
        byte[] pixels = new byte[n * shape.size()];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 10);
        }
        return new ImageSet(shape, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), pixels, labels);
    }

    @Benchmark
    @OperationsPerInvocation(64)
    public DataSet mnist64() {
        return next(mnist);
    }

    @Benchmark
    @OperationsPerInvocation(128)
    public DataSet cifar128CropFlip() {
        return next(cifar);
    }

    private static DataSet next(ImageBatches batches) {
        if (!batches.hasNext()) {
            batches.reset();
        }
        return batches.next();
    }

    @TearDown(Level.Trial)
    public void close() {
        mnist.close();
        cifar.close();
    }
}
