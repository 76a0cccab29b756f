package org.dl4jlab.spark.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.dl4jlab.spark.ClassPath;
import org.dl4jlab.spark.OwnedFolder;
import org.dl4jlab.spark.Redaction;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.training.cluster.ClusterProvider;

/**
 * A standalone Spark cluster on the loopback address: a master and workers, each a JVM of its own, from this program's own
 * class path. It ends with this object, or with this process, even if that is killed.
 */
public final class LocalCluster implements ClusterProvider.LocalMachines {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SECONDS_TO_START = 180;
    private static final int SECONDS_TO_END = 20;

    private final OwnedFolder owned;
    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    private LocalCluster(OwnedFolder owned, int port) {
        this.owned = owned;
        this.folder = owned.path();
        this.port = port;
    }

    /**
     * Starts a cluster and waits until its workers have joined.
     *
     * @param workers JVMs that start executors
     * @param cores of each worker: tasks at the same time
     * @param megabytes of memory of each worker, for its executors
     * @throws IOException if it does not start; nothing is left running then
     */
    public static LocalCluster start(int workers, int cores, int megabytes) throws IOException {
        SparkConnection.requireJava();
        LocalCluster cluster = new LocalCluster(OwnedFolder.make("dl4j-lab-spark-"), freePort());
        try {
            cluster.launch(workers, cores, megabytes);
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void launch(int workers, int cores, int megabytes) throws IOException {
        // A Spark installation is a folder whose jars/ holds the class path.
        Path jars = Files.createDirectories(folder.resolve("jars"));
        List<Path> entries = ClassPath.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (Files.isRegularFile(entries.get(i))) {
                // Numbered, since two of them may have the same name.
                Files.createSymbolicLink(jars.resolve(i + "-" + entries.get(i).getFileName()), entries.get(i));
            }
        }
        start("master", "--host", LOOPBACK, "--port", String.valueOf(port), "--webui-port", "0");
        await("master", "I have been elected leader", 1);
        for (int i = 0; i < workers; i++) {
            addWorker(cores, megabytes);
        }
        await("master", "Registering worker", workers);
    }

    /** Starts one worker more; it joins soon after. */
    public void addWorker(int cores, int megabytes) throws IOException {
        start(
                "worker",
                "--host",
                LOOPBACK,
                "--cores",
                String.valueOf(cores),
                "--memory",
                megabytes + "m",
                "--webui-port",
                "0",
                "--work-dir",
                folder.resolve("work-" + processes.size()).toString(),
                address());
    }

    private void start(String role, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                SparkConnection.LOG_OPTION,
                "-cp",
                ClassPath.text()));
        command.add(ClusterProcess.class.getName());
        command.add(role);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(role + "-" + processes.size()).toFile());
        // Executors inherit it.
        Redaction.removeSecrets(builder.environment());
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.12");
        builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        builder.environment().put("SPARK_NO_DAEMONIZE", "true");
        processes.add(builder.start());
    }

    /** Waits until a process has said something in its log a number of times. */
    private void await(String role, String what, int times) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        Path log = log(role + "-0");
        while (count(log, what) < times) {
            Process dead =
                    processes.stream().filter(p -> !p.isAlive()).findFirst().orElse(null);
            if (dead != null || System.nanoTime() > end) {
                throw new IOException("the local Spark cluster did not start: "
                        + (dead == null
                                ? "no answer in " + SECONDS_TO_START + " s"
                                : "a process ended with code " + dead.exitValue())
                        + "; its last words: " + lastWords());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the start of the local Spark cluster was interrupted", e);
            }
        }
    }

    private static long count(Path log, String what) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(what)).count();
        }
    }

    private String lastWords() throws IOException {
        StringBuilder words = new StringBuilder();
        try (var logs = Files.newDirectoryStream(folder, "*.log")) {
            for (Path log : logs) {
                List<String> lines = Files.readAllLines(log);
                lines.subList(Math.max(0, lines.size() - 3), lines.size())
                        .forEach(line -> words.append(line).append(' '));
            }
        }
        return words.toString().strip();
    }

    private Path log(String process) {
        return folder.resolve(process + ".log");
    }

    @Override
    public String address() {
        return "spark://" + LOOPBACK + ":" + port;
    }

    @Override
    public boolean isAlive() {
        return processes.get(0).isAlive();
    }

    /** The JVMs of master and workers, in the order of their start. */
    public List<ProcessHandle> processes() {
        return processes.stream().map(Process::toHandle).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        // Workers first: their executors go with them.
        for (int i = processes.size() - 1; i >= 0; i--) {
            end(processes.get(i));
        }
        owned.close();
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
