package org.dl4jlab.spark.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dl4jlab.spark.SparkConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real master and real workers, each a JVM of its own. */
@Tag("cluster")
class LocalClusterTest {

    @Test
    void worksOnTheLoopbackAddressAloneAndLeavesNothingBehind() throws Exception {
        List<ProcessHandle> processes;
        try (LocalCluster cluster = LocalCluster.start(2, 1, 1024)) {
            processes = cluster.processes();
            try (SparkConnection connection = SparkConnection.open(cluster.master(), "test")) {
                List<Long> executors = connection
                        .context()
                        .parallelize(IntStream.range(0, 8).boxed().toList(), 8)
                        .map(i -> ProcessHandle.current().pid())
                        .distinct()
                        .collect();
                assertThat(executors)
                        .isNotEmpty()
                        .doesNotContain(ProcessHandle.current().pid());
            }
        }
        assertThat(processes).hasSize(3).noneMatch(ProcessHandle::isAlive);
    }
}
