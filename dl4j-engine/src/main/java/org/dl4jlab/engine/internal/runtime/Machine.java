package org.dl4jlab.engine.internal.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.engine.Cpu;

/**
 * What the settings need to know about the process and its machine.
 *
 * @param cpu the processor
 * @param threads number of threads for OpenMP
 * @param c the C library, if it can be reached
 */
record Machine(Cpu cpu, int threads, Optional<CLibrary> c) {

    private static final Path MEMORY_MAP = Path.of("/proc/self/maps");

    static Machine detect() {
        Cpu cpu = Cpu.detect();
        Optional<CLibrary> c = isWindows() ? Optional.empty() : CLibrary.find();
        return new Machine(cpu, threads(cpu), c);
    }

    private static int threads(Cpu cpu) {
        String wanted = System.getProperty(RuntimeSetup.THREADS_PROPERTY);
        if (wanted == null) {
            return cpu.cores();
        }
        try {
            int threads = Integer.parseInt(wanted.trim());
            if (threads >= 1) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message below.
        }
        throw new IllegalArgumentException(
                RuntimeSetup.THREADS_PROPERTY + " must be a whole number of at least 1, not \"" + wanted + "\".");
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /**
     * Whether a shared library whose file name contains {@code part} is mapped into this process. Answers false where
     * the operating system does not tell.
     */
    boolean isLoaded(String part) {
        if (!Files.isReadable(MEMORY_MAP)) {
            return false;
        }
        try (var lines = Files.lines(MEMORY_MAP)) {
            return lines.anyMatch(line -> {
                int path = line.indexOf('/');
                return path >= 0 && line.substring(line.lastIndexOf('/')).contains(part);
            });
        } catch (IOException e) {
            return false;
        }
    }
}
