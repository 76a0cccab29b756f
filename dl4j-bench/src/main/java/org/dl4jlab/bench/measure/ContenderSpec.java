package org.dl4jlab.bench.measure;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jlab.bench.contender.ContenderFactory.Options;

/**
 * One of the compared programs: how its JVM is started, and which settings it may choose from.
 *
 * @param id for the command line
 * @param title for the table
 * @param factory class that makes the contender, loaded in its own JVM only
 * @param libraries which class path its JVM gets
 * @param properties system properties of its JVM
 * @param environment variables of its JVM
 * @param phases what it can be measured at
 * @param candidates the settings that are tried out before measuring; the fastest is measured
 */
public record ContenderSpec(
        String id,
        String title,
        String factory,
        Libraries libraries,
        Map<String, String> properties,
        Map<String, String> environment,
        Set<Phase> phases,
        List<Options> candidates) {

    /** Native libraries that must not meet in one process. */
    public enum Libraries {
        /** DL4J, ND4J and the engine. */
        DL4J,
        /** libtorch with the OpenBLAS it was built for. */
        PYTORCH
    }

    /**
     * Huge pages for the heap of the C library, and none of it given back: what an expert gives PyTorch, which takes and
     * returns the memory of every tensor, by this variable or by another allocator. All contenders but stock DL4J,
     * which is measured as it comes, get the same.
     */
    private static final String HUGE_PAGES = "glibc.malloc.hugetlb=1"
            + ":glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=2000000000"
            + ":glibc.malloc.top_pad=67108864";

    private static final Map<String, String> SAME_ALLOCATOR = Map.of("GLIBC_TUNABLES", HUGE_PAGES);

    private static final Options AS_IT_IS = new Options(0, false);

    private static final Set<Phase> EVERY_PHASE = EnumSet.allOf(Phase.class);

    /** Those that take a network of DL4J's as it is. The others have the lab's networks alone. */
    private static final Set<String> RUN_ANY_NETWORK = Set.of("stock", "tuned", "engine", "engine-bf16");

    /** Stock DL4J, tuned DL4J, the engine, PyTorch, ONNX Runtime; engine and PyTorch in bfloat16 as well. */
    public static List<ContenderSpec> all(int cores) {
        return List.of(
                stock(),
                tuned(cores),
                engine("engine", "engine", "EngineDl4j"),
                pytorch("pytorch", "PyTorch 2.10", "PyTorch", cores),
                onnxRuntime(cores),
                engine("engine-bf16", "engine, bfloat16", "EngineBfloat16"),
                pytorch("pytorch-bf16", "PyTorch 2.10, autocast(bfloat16)", "PyTorchBfloat16", cores));
    }

    private static ContenderSpec stock() {
        return new ContenderSpec(
                "stock",
                "stock DL4J",
                "org.dl4jlab.bench.contender.StockDl4j",
                Libraries.DL4J,
                Map.of("dl4jlab.runtime", "off"),
                Map.of(),
                EVERY_PHASE,
                List.of(AS_IT_IS));
    }

    private static ContenderSpec tuned(int cores) {
        return new ContenderSpec(
                "tuned",
                "tuned DL4J",
                "org.dl4jlab.bench.contender.TunedDl4j",
                Libraries.DL4J,
                Map.of(),
                SAME_ALLOCATOR,
                EVERY_PHASE,
                threadCounts(cores, false));
    }

    private static ContenderSpec engine(String id, String title, String factory) {
        return new ContenderSpec(
                id,
                title,
                "org.dl4jlab.bench.contender." + factory,
                Libraries.DL4J,
                Map.of(),
                SAME_ALLOCATOR,
                EVERY_PHASE,
                List.of(AS_IT_IS));
    }

    private static ContenderSpec pytorch(String id, String title, String factory, int cores) {
        List<Options> candidates = new ArrayList<>(threadCounts(cores, false));
        candidates.addAll(threadCounts(cores, true));
        return new ContenderSpec(
                id,
                title,
                "org.dl4jlab.bench.pytorch." + factory,
                Libraries.PYTORCH,
                Map.of(),
                SAME_ALLOCATOR,
                EVERY_PHASE,
                candidates);
    }

    private static ContenderSpec onnxRuntime(int cores) {
        return new ContenderSpec(
                "onnxruntime",
                "ONNX Runtime",
                "org.dl4jlab.bench.onnx.OnnxRuntime",
                Libraries.DL4J,
                Map.of(),
                SAME_ALLOCATOR,
                EnumSet.of(Phase.INFERENCE, Phase.LATENCY),
                threadCounts(cores, false));
    }

    /** Whether it can be measured at a task. */
    public boolean knows(Task task) {
        return phases.contains(task.phase()) && (!task.workload().isOfTheZoo() || RUN_ANY_NETWORK.contains(id));
    }

    /**
     * The same with a number of threads instead of a choice.
     *
     * @param threads for the native libraries
     */
    public ContenderSpec withThreads(int threads) {
        List<Options> fixed = candidates.stream()
                .map(options -> new Options(threads, options.channelsLast()))
                .distinct()
                .toList();
        return new ContenderSpec(id, title, factory, libraries, properties, environment, phases, fixed);
    }

    private static List<Options> threadCounts(int cores, boolean channelsLast) {
        return cores == 1
                ? List.of(new Options(1, channelsLast))
                : List.of(new Options(1, channelsLast), new Options(cores, channelsLast));
    }
}
