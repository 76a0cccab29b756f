package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.catalog.Source.WebFiles;
import org.dl4jlab.data.catalog.SourceLayout;
import org.dl4jlab.data.fetch.FileCheck;
import org.dl4jlab.data.fetch.TinySet;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only processes of their own can show: two at once, one that is killed, a disk that is full, no ND4J backend. */
class ChildJvmTest {

    @TempDir
    Path temp;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** What the server waits for in the middle of every file, so that processes meet. */
    private volatile Runnable meeting = () -> {};

    @BeforeEach
    void serve() throws IOException {
        Map<String, byte[]> files = TinySet.files();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                String name = exchange.getRequestURI().getPath().substring(1);
                requests.add(name);
                byte[] content = files.get(name);
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, content.length / 2);
                exchange.getResponseBody().flush();
                meeting.run();
                exchange.getResponseBody().write(content, content.length / 2, content.length - content.length / 2);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Runs in the child: loads the tiny set and prints how it went. */
    static final class LoadTiny {
        public static void main(String[] args) {
            try {
                System.out.println("begun");
                DataStore store = DataStore.open(Path.of(args[0]));
                LoadedData data = store.load(spec(URI.create(args[1])));
                System.out.println(
                        "loaded " + data.train().size() + "+" + data.test().size());
            } catch (DataException e) {
                System.out.println("refused " + e.getMessage());
                System.exit(1);
            }
        }
    }

    /** Runs in the child: loads a folder of pictures. */
    static final class LoadPictures {
        public static void main(String[] args) {
            LoadedData data =
                    DataStore.open(Path.of(args[0])).load(ImageFolder.of(Path.of(args[1]), new ImageShape(3, 4, 4)));
            System.out.println(
                    "loaded " + data.train().size() + "+" + data.test().size());
        }
    }

    private static DataSetSpec spec(URI server) {
        return TinySet.spec(new WebFiles(server, SourceLayout.plain("")));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private Path cache() {
        return temp.resolve("cache");
    }

    private static List<String> java(String classPath, Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Djava.awt.headless=true",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private Process start(List<String> command, String name) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve(name).toFile())
                .start();
    }

    private boolean hasBegun(String name) {
        try {
            return Files.readString(temp.resolve(name), StandardCharsets.UTF_8).contains("begun");
        } catch (IOException e) {
            return false;
        }
    }

    private String output(Process process, String name) throws Exception {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
        return Files.readString(temp.resolve(name), StandardCharsets.UTF_8);
    }

    private String[] loadTiny() {
        return new String[] {cache().toString(), address().toString()};
    }

    /** Runs in the child: the folder's name is looked up there, since a command line could not carry it. */
    static final class LoadOnlyFolder {
        public static void main(String[] args) throws IOException {
            try (Stream<Path> inside = Files.list(Path.of(args[1]))) {
                DataStore.open(Path.of(args[0]))
                        .load(ImageFolder.of(inside.findFirst().orElseThrow()));
                System.out.println("loaded");
            } catch (DataException e) {
                System.out.println("refused " + e.getMessage());
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSessionThatCannotReadNamesIsToldTheRemedy() throws Exception {
        Path parent = Files.createDirectory(temp.resolve("parent"));
        // Made by a shell, which takes the bytes as they are whatever this session's encoding is.
        Process made = new ProcessBuilder(
                        "sh",
                        "-c",
                        "mkdir -p pictures/$(printf 'caf\\303\\251') pictures/tea"
                                + " && : > pictures/$(printf 'caf\\303\\251')/1.png && : > pictures/tea/1.png")
                .directory(parent.toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        ProcessBuilder child = new ProcessBuilder(
                        java(classPath(), LoadOnlyFolder.class, cache().toString(), parent.toString()))
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("plain").toFile());
        child.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        child.environment().put("LC_ALL", "C");
        assertThat(output(child.start(), "plain"))
                .contains("refused The name ", "Set LC_ALL=C.UTF-8")
                .doesNotContain("loaded");
    }

    @Test
    void twoProcessesFetchEachFileOnce() throws Exception {
        meeting = () -> await().atMost(Duration.ofMinutes(1)).until(() -> hasBegun("first") && hasBegun("second"));
        Process first = start(java(classPath(), LoadTiny.class, loadTiny()), "first");
        Process second = start(java(classPath(), LoadTiny.class, loadTiny()), "second");
        assertThat(output(first, "first")).contains("loaded 400+50");
        assertThat(output(second, "second")).contains("loaded 400+50");
        assertThat(requests).containsExactlyInAnyOrder("train-images", "train-labels", "test-images", "test-labels");
        assertThat(DataStore.open(cache()).verify(spec(address()))).allMatch(FileCheck::good);
    }

    @Test
    void twoThreadsFetchEachFileOnce() throws Exception {
        DataStore store = DataStore.open(cache());
        CountDownLatch both = new CountDownLatch(2);
        meeting = () -> await().atMost(Duration.ofMinutes(1)).until(() -> both.getCount() == 0);
        Callable<Integer> load = () -> {
            both.countDown();
            return store.load(spec(address())).train().size();
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Integer> size : threads.invokeAll(List.of(load, load))) {
                assertThat(size.get()).isEqualTo(400);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(requests).hasSize(4);
    }

    @Test
    void aKilledProcessLeavesNothingUnderAFinalNameAndTheNextOneFinishes() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        meeting = () -> await().atMost(Duration.ofMinutes(1)).until(() -> dead.getCount() == 0);
        Process killed = start(java(classPath(), LoadTiny.class, loadTiny()), "killed");
        await().atMost(Duration.ofMinutes(1)).until(this::hasHalfAFile);
        killed.destroyForcibly().waitFor();
        dead.countDown();
        assertThat(DataStore.open(cache()).verify(spec(address())))
                .allMatch(check -> check.state() == FileCheck.State.MISSING);
        assertThat(DataStore.open(cache()).load(spec(address())).train().size()).isEqualTo(400);
        assertThat(cache().resolve("tiny").toFile().list())
                .containsExactlyInAnyOrder(
                        ".lock", "decoded", "train-images", "train-labels", "test-images", "test-labels");
    }

    private boolean hasHalfAFile() throws IOException {
        if (!Files.isDirectory(cache().resolve("tiny"))) {
            return false;
        }
        try (Stream<Path> files = Files.list(cache().resolve("tiny"))) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(".partial-"));
        }
    }

    /** The shell's limit on the size of a file makes the kernel refuse bytes in mid-write, as a full disk does. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDiskThatRefusesMoreBytesIsReportedAndLeavesNoHalfFile() throws Exception {
        String command = java(classPath(), LoadTiny.class, loadTiny()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        // Units of 512 or 1024 bytes: less than the 4,816 bytes of the largest file either way. The log of JVM
        // performance data would hit the limit first.
        String limited = command.replaceFirst("'-Xmx256m'", "-Xmx256m -XX:-UsePerfData");
        Process process = start(List.of("sh", "-c", "ulimit -f 4; " + limited + " | cat"), "full");
        assertThat(output(process, "full"))
                .contains("refused Cannot write " + cache().resolve("tiny"))
                .contains("Make room or give write permission")
                .contains("DL4JLAB_DATA");
        assertThat(DataStore.open(cache()).verify(spec(address())))
                .noneMatch(check -> check.state() == FileCheck.State.DAMAGED);
        try (Stream<Path> files = Files.list(cache().resolve("tiny"))) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.startsWith(".tmp-"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileSystemThatTakesNoFoldersIsReported() throws Exception {
        Process process = start(
                java(classPath(), LoadTiny.class, "/proc/dl4j-lab", address().toString()), "read-only");
        assertThat(output(process, "read-only")).contains("refused Cannot write /proc/dl4j-lab/tiny");
    }

    /** No ND4J backend on the class path: any use of ND4J would end in an error. */
    @Test
    void loadingNeedsNoNd4jBackend() throws Exception {
        String without = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("nd4j-native"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without).isNotEqualTo(classPath());
        Process tiny = start(java(without, LoadTiny.class, loadTiny()), "tiny");
        assertThat(output(tiny, "tiny")).contains("loaded 400+50");

        Path pictures = temp.resolve("pictures");
        for (String name : List.of("train/a/1.png", "train/b/1.png", "test/a/2.png", "test/b/2.png")) {
            Files.createDirectories(pictures.resolve(name).getParent());
            ImageIO.write(
                    new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB),
                    "png",
                    pictures.resolve(name).toFile());
        }
        Process folder = start(java(without, LoadPictures.class, cache().toString(), pictures.toString()), "folder");
        assertThat(output(folder, "folder")).contains("loaded 2+2");
    }
}
