package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UiCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine command = LabProgram.standard().commandLine(folder.resolve("lab.log"));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(execute("ui", folder.toString(), "--port", port)).isEqualTo(ExitCode.FAILED);
            assertThat(err.toString())
                    .startsWith("Error: Port " + port + " on 127.0.0.1 is already in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aFolderThatIsNotThereIsWrongUsage() {
        assertThat(execute("ui", folder.resolve("absent").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("There is no folder of runs").contains("absent");
    }

    @Test
    void aWeakTokenIsRefused() {
        assertThat(execute("ui", folder.toString(), "--port", "0", "--token", "short"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("16 to 256 characters");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itServesUntilASignalAndEndsWellAndAsksForATokenOutside() throws Exception {
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-Ddl4jlab.log.file=" + folder.resolve("lab.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "ui",
                        folder.toString(),
                        "--port",
                        "0",
                        "--host",
                        "0.0.0.0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(60, TimeUnit.SECONDS)
                    .failFast(() -> assertThat(child.isAlive())
                            .as(Files.readString(output))
                            .isTrue())
                    .until(() -> Files.readString(output).contains("Ctrl-C ends it."));
            Matcher address = Pattern.compile("Dashboard: (http://127\\.0\\.0\\.1:\\d+/)\\?token=(\\S+)")
                    .matcher(Files.readString(output));
            assertThat(address.find()).as(Files.readString(output)).isTrue();
            HttpClient client = HttpClient.newHttpClient();
            URI runs = URI.create(address.group(1)).resolve("/runs");
            assertThat(status(client, runs)).isEqualTo(401);
            assertThat(status(client, URI.create(runs + "?token=" + address.group(2))))
                    .isEqualTo(302);
            child.destroy();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(ExitCode.DONE);
        } finally {
            child.destroyForcibly();
        }
    }

    private static int status(HttpClient client, URI address) throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
