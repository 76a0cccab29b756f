package org.dl4jlab.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jlab.bench.contender.ContenderFactory.Options;

/**
 * One of the compared programs: how its JVM is started, and which settings it may choose from.
 *
 * @param id for the command line
 * @param title for the table
 * @param factory class that makes the contender, loaded in its own JVM only
 * @param libraries which class path its JVM gets
 * @param properties system properties of its JVM
 * @param candidates the settings that are tried out before measuring; the fastest is measured
 */
public record LineUp(
        String id,
        String title,
        String factory,
        Libraries libraries,
        Map<String, String> properties,
        List<Options> candidates) {

    /** Native libraries that must not meet in one process. */
    public enum Libraries {
        /** DL4J, ND4J and the engine. */
        DL4J,
        /** libtorch with the OpenBLAS it was built for. */
        PYTORCH
    }

    private static final Options AS_IT_IS = new Options(0, false);

    /** Stock DL4J, tuned DL4J, the engine, PyTorch. */
    public static List<LineUp> all(int cores) {
        return List.of(stock(), tuned(cores), engine(), pytorch(cores));
    }

    private static LineUp stock() {
        return new LineUp(
                "stock",
                "stock DL4J",
                "org.dl4jlab.bench.contender.StockDl4j",
                Libraries.DL4J,
                Map.of("dl4jlab.runtime", "off", "dl4jlab.engine", "off"),
                List.of(AS_IT_IS));
    }

    private static LineUp tuned(int cores) {
        return new LineUp(
                "tuned",
                "tuned DL4J",
                "org.dl4jlab.bench.contender.TunedDl4j",
                Libraries.DL4J,
                Map.of("dl4jlab.engine", "off"),
                threadCounts(cores, false));
    }

    private static LineUp engine() {
        return new LineUp(
                "engine",
                "engine",
                "org.dl4jlab.bench.contender.EngineDl4j",
                Libraries.DL4J,
                Map.of(),
                List.of(AS_IT_IS));
    }

    private static LineUp pytorch(int cores) {
        List<Options> candidates = new ArrayList<>(threadCounts(cores, false));
        candidates.addAll(threadCounts(cores, true));
        return new LineUp(
                "pytorch",
                "PyTorch 2.10",
                "org.dl4jlab.bench.pytorch.PyTorch",
                Libraries.PYTORCH,
                Map.of(),
                candidates);
    }

    private static List<Options> threadCounts(int cores, boolean channelsLast) {
        return cores == 1
                ? List.of(new Options(1, channelsLast))
                : List.of(new Options(1, channelsLast), new Options(cores, channelsLast));
    }
}
