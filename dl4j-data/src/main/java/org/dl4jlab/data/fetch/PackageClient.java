package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a package client as a child process, with a time limit, and finds what it brought. */
final class PackageClient {

    private static final long TICK_MILLIS = 200;

    private PackageClient() {}

    /**
     * Runs a command to its end.
     *
     * @param folder in which it runs
     * @throws SourceFailure if the program is not there, fails or takes too long
     * @throws InterruptedException if this thread was interrupted; the program has then been ended
     */
    static void run(List<String> command, Path folder, Duration limit, String source, ProgressListener listener)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    // A file cannot fill up and block the child as a pipe can.
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new SourceFailure(command.get(0) + " cannot be run (is it installed?)", e);
        }
        try {
            process.getOutputStream().close();
            long deadline = System.nanoTime() + limit.toNanos();
            listener.progress(source, 0, -1);
            while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                listener.progress(source, 0, -1);
                if (System.nanoTime() > deadline) {
                    throw new SourceFailure(command.get(0) + " did not finish within " + limit.toSeconds() + " s");
                }
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new SourceFailure(command.get(0) + " ended with code " + process.exitValue() + tail(output));
        }
    }

    /** The one file with that ending that a client left in a folder. */
    static Path result(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new SourceFailure("the client brought no " + ending + " file"));
        }
    }

    // The lines that say what went wrong: both npm and apt-get mark them.
    private static String tail(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        List<String> errors = lines.stream()
                .filter(line -> line.startsWith("npm error") || line.startsWith("npm ERR!") || line.startsWith("E:"))
                .filter(line -> !line.contains("complete log of this run"))
                .toList();
        List<String> shown = errors.isEmpty() ? lines : errors;
        return shown.isEmpty() ? "" : shown.stream().limit(4).collect(Collectors.joining("; ", ": ", ""));
    }
}
