package org.dl4jlab.bench.data;

import java.util.concurrent.TimeUnit;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.ImageBatchesBuilder;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.DataStore;
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
 * Images per second of shuffled, normalised DL4J batches of the real training sets, which are fetched if need be: MNIST
 * in 64s, and CIFAR-10 in 128s with 4-pixel crop and flip.
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
        DataStore store = DataStore.standard();
        mnist = batches(store, DataSets.MNIST, 64).workers(workers).build();
        cifar = batches(store, DataSets.CIFAR10, 128)
                .augment(1, PadAndCrop.zero(4), new RandomFlip())
                .workers(workers)
                .build();
    }

    private static ImageBatchesBuilder batches(DataStore store, DataSetSpec spec, int batchSize) {
        ImageView all = ImageView.all(store.load(spec).train());
        // Whole batches only, so that every invocation makes the same number of images.
        return ImageBatches.of(all.first(all.size() / batchSize * batchSize))
                .batchSize(batchSize)
                .shuffle(1)
                .normalize(spec.normalization());
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
