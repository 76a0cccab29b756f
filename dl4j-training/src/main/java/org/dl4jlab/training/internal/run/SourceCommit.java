package org.dl4jlab.training.internal.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Finds out which commit of the project the running code was built in, by asking git where there is one. */
public final class SourceCommit {

    private static final long SECONDS_TO_WAIT = 5;

    private SourceCommit() {}

    /**
     * The commit that a folder is at; starts a process.
     *
     * @return empty outside of a repository, and without git
     */
    public static Optional<RunRecord.Source> inFolder(Path folder) {
        return git(folder, "rev-parse", "HEAD")
                .map(commit -> new RunRecord.Source(
                        commit.strip(),
                        git(folder, "status", "--porcelain", "--untracked-files=no")
                                .map(changes -> !changes.isBlank())
                                .orElse(false)));
    }

    /** The folder that this library was loaded from; empty if it cannot be told. */
    public static Optional<Path> codeFolder() {
        try {
            Path code = Path.of(SourceCommit.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(code.getParent());
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(nullDevice()))
                    .start();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(output.join()) : Optional.empty();
        } catch (IOException | CompletionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File nullDevice() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
