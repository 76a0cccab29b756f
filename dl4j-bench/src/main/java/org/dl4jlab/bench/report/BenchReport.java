package org.dl4jlab.bench.report;

import java.util.List;
import java.util.Map;
import org.dl4jlab.bench.measure.ContenderComparison.Cell;
import org.dl4jlab.bench.measure.Effort;
import org.dl4jlab.bench.peak.MatrixProduct;

/**
 * Everything that a comparison found.
 *
 * @param date when it ended, ISO 8601
 * @param machine processor, cores, operating system, Java
 * @param effort of each JVM
 * @param rounds JVMs for each number
 * @param cells one entry for each contender, workload and phase
 * @param peak matrix products, empty if they were not measured
 * @param multiplyAdds that a training step needs for each image, by network
 */
public record BenchReport(
        String date,
        Map<String, String> machine,
        Effort effort,
        int rounds,
        List<Cell> cells,
        List<MatrixProduct.Result> peak,
        Map<String, Long> multiplyAdds) {}
