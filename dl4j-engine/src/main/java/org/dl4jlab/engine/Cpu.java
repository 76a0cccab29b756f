package org.dl4jlab.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The processor: how many cores this JVM may use, and which instruction sets it has.
 *
 * @param model the name that the processor gives itself, or the architecture where it is not known
 * @param cores physical cores available to this JVM, at least 1
 * @param flags instruction sets in the spelling of {@code /proc/cpuinfo} ({@code avx2}, {@code avx512f}); empty where
 *     the operating system does not tell
 */
public record Cpu(String model, int cores, Set<String> flags) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Copies the set. */
    public Cpu {
        flags = Set.copyOf(flags);
    }

    /** Asks the operating system. */
    public static Cpu detect() {
        int processors = Runtime.getRuntime().availableProcessors();
        if (Files.isReadable(CPU_INFO)) {
            try {
                return parse(Files.readAllLines(CPU_INFO), processors);
            } catch (IOException e) {
                // Unreadable counts as unknown.
            }
        }
        return new Cpu(System.getProperty("os.arch"), processors, Set.of());
    }

    /** Whether the operating system told which instruction sets there are. */
    public boolean flagsKnown() {
        return !flags.isEmpty();
    }

    static Cpu parse(List<String> cpuInfo, int processors) {
        Set<String> cores = new HashSet<>();
        Set<String> flags = new HashSet<>();
        String model = System.getProperty("os.arch");
        String socket = "";
        for (String line : cpuInfo) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String value = line.substring(colon + 1).trim();
            switch (line.substring(0, colon).trim()) {
                case "model name" -> model = value;
                case "physical id" -> socket = value;
                case "core id" -> cores.add(socket + "/" + value);
                case "flags" ->
                    flags.addAll(List.of(value.toLowerCase(Locale.ROOT).split("\\s+")));
                default -> {
                    // Of no interest here.
                }
            }
        }
        // Two hardware threads of one core share its multipliers: a second OpenMP thread there only waits.
        int physical = cores.isEmpty() ? processors : Math.min(processors, cores.size());
        return new Cpu(model, Math.max(1, physical), flags);
    }
}
