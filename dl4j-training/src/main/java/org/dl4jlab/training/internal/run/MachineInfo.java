package org.dl4jlab.training.internal.run;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Cpu;
import org.dl4jlab.engine.NativeRuntime;
import org.nd4j.linalg.factory.Nd4j;

/** Finds out on what a run runs: the machine and the versions of the software. */
public final class MachineInfo {

    private MachineInfo() {}

    /** The machine of this JVM. */
    public static RunRecord.Machine machine() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        Runtime runtime = Runtime.getRuntime();
        return new RunRecord.Machine(
                Cpu.detect().model(),
                runtime.availableProcessors(),
                memory,
                runtime.maxMemory(),
                NativeRuntime.threads());
    }

    /** Versions by component; a component whose jar does not tell is "unknown". */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("dl4j-lab", labVersion());
        versions.put(
                "deeplearning4j", mavenVersion("org.deeplearning4j", "deeplearning4j-nn", MultiLayerNetwork.class));
        versions.put("nd4j", mavenVersion("org.nd4j", "nd4j-api", Nd4j.class));
        versions.put("nd4j backend", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return versions;
    }

    /** The version of this project, from a file that Maven fills in; "unknown" if it did not. */
    public static String labVersion() {
        return version("version.properties", MachineInfo.class).orElse("unknown");
    }

    private static String mavenVersion(String group, String artifact, Class<?> member) {
        String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        return version(resource, member).orElseGet(() -> versionOf(member));
    }

    private static Optional<String> version(String resource, Class<?> member) {
        try (var in = member.getResourceAsStream(resource)) {
            if (in != null) {
                var properties = new java.util.Properties();
                properties.load(in);
                return Optional.ofNullable(properties.getProperty("version"));
            }
        } catch (java.io.IOException e) {
            // As good as not there.
        }
        return Optional.empty();
    }

    private static String versionOf(Class<?> member) {
        return Optional.ofNullable(member.getPackage().getImplementationVersion())
                .orElse("unknown");
    }
}
