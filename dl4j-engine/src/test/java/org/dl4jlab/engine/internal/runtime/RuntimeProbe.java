package org.dl4jlab.engine.internal.runtime;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.engine.RuntimeReport;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Looks at the native runtime from inside a fresh JVM and prints {@code name=value} lines. */
final class RuntimeProbe {

    private static final int BLOCK = 8 << 20;
    private static final int BLOCKS = 4;
    private static final int ROUNDS = 5;

    private RuntimeProbe() {}

    /**
     * Configures, looks, prints.
     *
     * @param args {@code late}: load ND4J first; {@code configure}: do not load it at all
     */
    public static void main(String[] args) throws Exception {
        boolean late = List.of(args).contains("late");
        if (late) {
            Nd4j.getBackend();
        }
        RuntimeReport configured = NativeRuntime.configure();
        print("nd4jLoaded", Machine.detect().isLoaded("nd4jcpu"));
        print("faults", faultsOfReusedBlocks());
        print("report", "\n" + configured);
        if (List.of(args).contains("configure")) {
            System.exit(0);
        }
        RuntimeReport report = NativeRuntime.load();
        for (String variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOMP_SPINCOUNT")) {
            print("env." + variable, CLibrary.find().orElseThrow().getenv(variable));
        }
        print("ompThreads", NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
        print("gompThreads", gompMaxThreads());
        print("blasThreads", openblas_nolapack.blas_get_num_threads());
        print("maxPhysicalBytes", Pointer.maxPhysicalBytes());
        print("helper", convolutionHelper());
        report.outcomes().forEach(outcome -> print("setting." + outcome.setting(), outcome.status()));
        print("loadedReport", "\n" + report);
        System.exit(0);
    }

    private static void print(String name, Object value) {
        System.out.println(name + "=" + value);
    }

    /** Asks the libgomp that is loaded, not the one that JNA would find by its name. */
    private static int gompMaxThreads() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            String path = lines.filter(line -> line.contains("libgomp"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .findFirst()
                    .orElseThrow();
            return NativeLibrary.getInstance(path)
                    .getFunction("omp_get_max_threads")
                    .invokeInt(new Object[0]);
        }
    }

    private static String convolutionHelper() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list(
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .build(),
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(2)
                                .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
        network.init();
        network.output(Nd4j.zeros(2, 1, 8, 8));
        Object helper = network.getLayer(0).getHelper();
        return helper == null ? "none" : helper.getClass().getSimpleName();
    }

    /** Minor page faults of the last round of taking, writing and giving back some big blocks. */
    private static long faultsOfReusedBlocks() throws IOException {
        long faults = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = minorFaults();
            List<Pointer> blocks = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                Pointer block = Pointer.malloc(BLOCK);
                Pointer.memset(block, round, BLOCK);
                blocks.add(block);
            }
            blocks.forEach(Pointer::free);
            faults = minorFaults() - before;
        }
        return faults;
    }

    private static long minorFaults() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[7]);
    }
}
