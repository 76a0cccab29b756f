package org.dl4jlab.engine.internal.runtime;

import java.util.List;
import java.util.Optional;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Everything that is set in the native runtime, and why. */
final class RuntimeSettings {

    /** Part of the file name of JavaCPP's own native library. */
    private static final Optional<String> JAVACPP = Optional.of("jnijavacpp");

    /**
     * Rounds of waiting, some microseconds. With both cores free, VGG-11 predicts one picture in 1,520 microseconds, with 1,000
     * rounds in 1,810 and with 10,000 in 1,490. Beside one busy process it trains with 2,000 rounds at 97 % of its speed with
     * 1,000, beside two at 87 %; with 5,000 rounds at 86 and 85 %.
     */
    private static final String SPINS = "2000";

    /** In the order in which they are applied and reported. */
    static final List<RuntimeSetting> ALL = List.of(
            new PropertySetting(
                    "helpers",
                    "Without its oneDNN helpers DL4J unfolds every convolution into a matrix product.",
                    "org.eclipse.deeplearning4j.helpers.disable",
                    "false",
                    Optional.empty()),
            new PropertySetting(
                    "javacpp-memory",
                    "JavaCPP reads /proc on every allocation to compare the size of the process with a limit; 0 means"
                            + " none.",
                    "org.bytedeco.javacpp.maxphysicalbytes",
                    "0",
                    JAVACPP),
            new PropertySetting(
                    "javacpp-log",
                    "JavaCPP prints a warning to the console that ND4J was built with an older JavaCPP, which is known"
                            + " to work.",
                    "org.bytedeco.javacpp.logger",
                    "slf4j",
                    JAVACPP),
            new ThreadSetting(
                    "omp-threads",
                    "ND4J counts processors by a rule of thumb that asks for four threads on a machine of two.",
                    "OMP_NUM_THREADS",
                    "libgomp",
                    Machine::threads,
                    threads ->
                            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads)),
            new EnvironmentSetting(
                    "omp-waiting",
                    "libgomp's threads spin for milliseconds at each barrier: beside another busy process they take the"
                            + " core from the very thread they wait for.",
                    "GOMP_SPINCOUNT",
                    machine -> SPINS,
                    "libgomp"),
            new ThreadSetting(
                    "blas-threads",
                    "OpenBLAS keeps its own spinning threads, which fight OpenMP's for the cores.",
                    "OPENBLAS_NUM_THREADS",
                    "libopenblas",
                    machine -> 1,
                    threads -> openblas_nolapack.blas_set_num_threads(threads)),
            new GlibcMalloc());

    private RuntimeSettings() {}
}
