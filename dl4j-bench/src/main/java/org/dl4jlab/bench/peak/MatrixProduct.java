package org.dl4jlab.bench.peak;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.dl4jlab.engine.NativeRuntime;

/** Times large products of two square float matrices; the fastest is taken for the machine's peak. */
public final class MatrixProduct {

    private static final int SIZE = 2048;
    private static final int REPEATS = 12;
    private static final int CBLAS_ROW_MAJOR = 101;
    private static final int CBLAS_NO_TRANSPOSE = 111;

    private MatrixProduct() {}

    /**
     * What was measured.
     *
     * @param library whose matrix product it was
     * @param threads it ran on
     * @param gigaflops 10^9 additions and multiplications a second
     */
    public record Result(String library, int threads, double gigaflops) {}

    /**
     * Measures oneDNN and OpenBLAS on as many threads as the runtime was given.
     *
     * @param args the file that receives the results as JSON
     */
    public static void main(String[] args) throws Exception {
        NativeRuntime.configure();
        int threads = NativeRuntime.load().threads();
        try (FloatPointer a = random(1);
                FloatPointer b = random(2);
                FloatPointer c = random(3)) {
            List<Result> results = new ArrayList<>();
            results.add(new Result(
                    "oneDNN",
                    threads,
                    gigaflops(() -> dnnl.dnnl_sgemm(
                            (byte) 'N', (byte) 'N', SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, c, SIZE))));
            openblas_nolapack.blas_set_num_threads(threads);
            results.add(new Result(
                    "OpenBLAS",
                    threads,
                    gigaflops(() -> openblas_nolapack.cblas_sgemm(
                            CBLAS_ROW_MAJOR,
                            CBLAS_NO_TRANSPOSE,
                            CBLAS_NO_TRANSPOSE,
                            SIZE,
                            SIZE,
                            SIZE,
                            1,
                            a,
                            SIZE,
                            b,
                            SIZE,
                            0,
                            c,
                            SIZE))));
            JsonMapper.builder().build().writeValue(Path.of(args[0]).toFile(), results);
        }
        System.exit(0);
    }

    private static FloatPointer random(long seed) {
        float[] values = new float[SIZE * SIZE];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return new FloatPointer(values);
    }

    /** The best of several runs: a peak is what the machine can do undisturbed. */
    private static double gigaflops(Runnable product) {
        double best = 0;
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            product.run();
            long nanos = System.nanoTime() - start;
            best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / nanos);
        }
        return best;
    }
}
