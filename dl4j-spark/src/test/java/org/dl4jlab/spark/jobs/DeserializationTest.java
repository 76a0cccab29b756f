package org.dl4jlab.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dl4jlab.spark.testing.ChildProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeserializationTest {

    @TempDir
    private Path folder;

    @Test
    void onlySparksOwnStreamsMayHoldMoreThanThoseOfAProcessWithoutACluster() throws Exception {
        try (ChildProgram program = ChildProgram.startClass(
                folder,
                FilteredProgram.class.getName(),
                "sweep",
                "slice",
                "--candidates",
                "2",
                "--winner-seeds",
                "0",
                "--master",
                "local[2]")) {
            assertThat(program.join()).as(program.said()).isZero();
            assertThat(program.said())
                    .contains("exit code 0")
                    .contains("file refused to anybody", "file read by Spark")
                    .contains("point refused to anybody", "point refused to Spark")
                    .contains("sets refused to anybody", "sets refused to Spark")
                    .contains("text read by anybody", "text read by Spark");
        }
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }
}
