package org.dl4jlab.engine.internal.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.dl4jlab.engine.BackendException;
import org.dl4jlab.engine.Cpu;

/**
 * The builds of libnd4j for x86-64 that may lie on the class path, and what each asks of the processor.
 *
 * <p>A library compiled for instructions that the processor lacks ends the whole JVM with an illegal instruction, so the
 * question is asked before it is loaded.
 */
enum NativeBuild {
    PLAIN(""),
    AVX2("-avx2", "avx2", "fma"),
    AVX512("-avx512", "avx512f", "avx512bw", "avx512dq", "avx512vl"),
    ONEDNN("-onednn"),
    ONEDNN_AVX2("-onednn-avx2", "avx2", "fma"),
    ONEDNN_AVX512("-onednn-avx512", "avx512f", "avx512bw", "avx512dq", "avx512vl");

    private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final List<String> PLATFORMS = List.of("linux-x86_64", "macosx-x86_64", "windows-x86_64");
    private static final List<String> LIBRARIES = List.of("libnd4jcpu.so", "libnd4jcpu.dylib", "libnd4jcpu.dll");

    private final String extension;
    private final List<String> needs;

    NativeBuild(String extension, String... needs) {
        this.extension = extension;
        this.needs = List.of(needs);
    }

    /**
     * Refuses a build that this processor cannot run.
     *
     * @param cpu the processor; if its instruction sets are not known, nothing is refused
     * @throws BackendException if a build on the class path needs instructions that the processor lacks
     */
    static void requireSupported(Cpu cpu) {
        ClassLoader loader = NativeBuild.class.getClassLoader();
        requireSupported(cpu, resource -> loader.getResource(resource) != null);
    }

    static void requireSupported(Cpu cpu, Predicate<String> onClassPath) {
        if (!cpu.flagsKnown()) {
            return;
        }
        Arrays.stream(values())
                .filter(build -> build.isPresent(onClassPath))
                .forEach(build -> build.requireSupportedBy(cpu));
    }

    private boolean isPresent(Predicate<String> onClassPath) {
        return PLATFORMS.stream()
                .anyMatch(platform -> LIBRARIES.stream()
                        .anyMatch(library -> onClassPath.test(FOLDER + platform + extension + "/" + library)));
    }

    private void requireSupportedBy(Cpu cpu) {
        List<String> missing =
                needs.stream().filter(flag -> !cpu.flags().contains(flag)).toList();
        if (!missing.isEmpty()) {
            throw new BackendException("This processor (" + cpu.model() + ") cannot run the build of ND4J that is on"
                    + " the class path (linux-x86_64" + extension + "): it lacks " + String.join(", ", missing)
                    + ". Build with -Dnd4j.classifier=" + fitting(cpu) + " instead.");
        }
    }

    /** The fastest build for a processor. */
    private static String fitting(Cpu cpu) {
        return "linux-x86_64" + (cpu.flags().containsAll(ONEDNN_AVX2.needs) ? ONEDNN_AVX2 : PLAIN).extension;
    }
}
