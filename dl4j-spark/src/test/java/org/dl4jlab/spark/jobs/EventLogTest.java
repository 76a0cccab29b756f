package org.dl4jlab.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.spark.Redaction;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.spark.testing.TinyData;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark writes about a program into a file that others may read. */
class EventLogTest {

    private static final String SECRET = "hunter2";

    @TempDir
    private Path folder;

    private final List<String> set = new ArrayList<>();

    @AfterEach
    void clear() {
        set.forEach(System::clearProperty);
    }

    @Test
    void noSecretAndNoPathOfTheUserIsInIt() throws IOException {
        set("spark.eventLog.enabled", "true");
        set("spark.eventLog.compress", "false");
        set("spark.eventLog.dir", folder.resolve("events").toUri().toString());
        set("spark.executorEnv.DL4JLAB_TOKEN", SECRET);
        set("spark.hadoop.fs.s3a.secret.key", SECRET);
        set("spark.hadoop.fs.s3a.endpoint", "https://user:" + SECRET + "@store.example.org/bucket");
        set("spark.executor.extraClassPath", folder + "/one.jar:" + folder + "/two.jar");
        set("https.proxyPassword", SECRET);
        set("https.proxyUser", SECRET);
        set("lab.api-key", SECRET);
        set("lab.folder", "[" + folder + ", " + folder + "]");
        set("lab.windows", "C:\\Users\\" + SECRET);
        Files.createDirectory(folder.resolve("events"));
        Path cache = folder.resolve("cache");
        TinyData.write(cache);
        try (SparkCluster cluster =
                new SparkCluster("local[2]", SparkConnection.open("local[2]", "test"), DataStore.open(cache))) {
            cluster.perform(
                    job("load " + folder + " one", List.of(TinyData.spec())), StopSignal.NEVER, JobListener.NONE);
            assertThatThrownBy(() -> cluster.perform(
                            job("fail " + folder + " two", List.of()), StopSignal.NEVER, JobListener.NONE))
                    .hasMessageContaining("it cannot be done");
        }

        List<JsonNode> events = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder.resolve("events"))) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    events.add(new JsonMapper().readTree(line));
                }
            }
        }
        assertThat(events).extracting(e -> e.path("Event").asText()).contains("SparkListenerJobEnd");
        assertThat(events.toString()).contains("https.proxyPassword", "job of a test", "\"spark.master\":\"local[2]\"");
        for (JsonNode event : events) {
            if (event.has("Classpath Entries")) {
                // Spark takes these from the JVM and blacks out nothing in them.
                ((ObjectNode) event).remove("Classpath Entries");
            }
            assertThat(event.toString())
                    .doesNotContain(
                            SECRET, folder.toString(), System.getProperty("user.home"), System.getProperty("user.dir"));
        }
    }

    @Test
    void processesOfALocalClusterInheritNoSecret() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                "/usr/bin",
                "HOME",
                "/home/me",
                "DL4JLAB_TOKEN",
                SECRET,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "https_proxy",
                "http://me:" + SECRET + "@proxy:3128",
                "MAVEN_OPTS",
                "-Xmx1g -Dhttps.proxyPassword=" + SECRET));
        Redaction.removeSecrets(environment);
        assertThat(environment).containsOnlyKeys("PATH", "HOME");
    }

    private static Job job(String description, List<DataSetSpec> data) {
        return new Job("test", "job of a test", description, data);
    }

    private void set(String name, String value) {
        set.add(name);
        System.setProperty(name, value);
    }
}
