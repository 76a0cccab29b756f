package org.dl4jlab.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.cluster.ClusterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkConnectionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local[]",
                "http://127.0.0.1:7077",
                "spark://127.0.0.1",
                "spark://127.0.0.1:7077/",
                "spark://127.0.0.1:70777",
                "127.0.0.1:7077",
                "spark:127.0.0.1:7077"
            })
    void whatIsNoAddressIsRefusedInASentence(String address) {
        assertThatThrownBy(() -> SparkConnection.open(address, "test"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + (address.endsWith(":70777") ? "127.0.0.1:70777" : address) + "'")
                .hasMessageNotContaining("\n");
    }

    @Test
    void nobodyThereIsSaidInASentence() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> SparkConnection.open("spark://127.0.0.1:" + free, "test"))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("No Spark master answers at spark://127.0.0.1:" + free)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aClusterElsewhereNeedsTheJarToBeSubmitted() {
        assertThatThrownBy(() -> SparkConnection.open("spark://10.0.0.7:7077", "test"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("spark-submit");
    }

    @Test
    void onlyAClusterOnThisMachineIsOnThisMachine() {
        assertThat(SparkConnection.isOnThisMachine("spark://127.0.0.1:7077")).isTrue();
        assertThat(SparkConnection.isOnThisMachine("spark://localhost:7077,10.0.0.7:7077"))
                .isFalse();
        assertThat(SparkConnection.isOnThisMachine("spark://127.0.0.1.example.org:7077"))
                .isFalse();
    }

    @Test
    void heartbeatsComeOftenUnlessTheUserSaysHowOften() {
        String property = "spark.executor.heartbeatInterval";
        assertThat(SparkConnection.configuration("local[2]", "test").get(property))
                .isEqualTo("2s");
        System.setProperty(property, "30s");
        try {
            assertThat(SparkConnection.configuration("local[2]", "test").get(property))
                    .isEqualTo("30s");
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void optionsOfExecutorsComeAfterThoseThatTheyNeed() {
        String property = "spark.executor.extraJavaOptions";
        System.setProperty(property, "-XX:TieredStopAtLevel=1");
        try {
            assertThat(SparkConnection.configuration("local[2]", "test").get(property))
                    .startsWith(SparkConnection.LOG_OPTION)
                    .endsWith(" -Ddl4jlab.threads=1 -XX:TieredStopAtLevel=1");
        } finally {
            System.clearProperty(property);
        }
    }
}
