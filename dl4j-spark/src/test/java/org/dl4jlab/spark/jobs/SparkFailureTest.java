package org.dl4jlab.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/** Messages as Spark 3.5 writes them. */
class SparkFailureTest {

    @Test
    void ofATaskThatFailedItsOwnReasonIsTold() {
        assertThat(reason(
                        "Job aborted due to stage failure: Task 0 in stage 3.0 failed 1 times, most recent failure: Lost task"
                                + " 0.0 in stage 3.0 (TID 5) (127.0.0.1 executor driver): java.lang.IllegalStateException: a copy"
                                + " of the network failed: no memory\n\tat org.dl4jlab.Some.method(Some.java:1)\n"))
                .isEqualTo("java.lang.IllegalStateException: a copy of the network failed: no memory");
    }

    @Test
    void ofALostExecutorThatIsTold() {
        assertThat(
                        reason(
                                "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent failure: Lost task"
                                        + " 0.3 in stage 0.0 (TID 3) (127.0.0.1 executor 3): ExecutorLostFailure (executor 3 exited caused"
                                        + " by one of the running tasks) Reason: Command exited with code 137\nDriver stacktrace:"))
                .startsWith(
                        "every executor that tried it was lost, the last one with: ExecutorLostFailure (executor 3");
    }

    @Test
    void anyOtherFailureIsToldByItsFirstLine() {
        assertThat(reason("one line\nand another")).isEqualTo("one line");
        assertThat(SparkFailure.reason(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    private static String reason(String message) {
        return SparkFailure.reason(new SparkException(message));
    }
}
