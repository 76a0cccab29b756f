package org.dl4jlab.engine.internal.layer.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.primitive_desc_base;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.layer.LayerCompilers;
import org.dl4jlab.engine.internal.onednn.InstructionSet;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.FlatArrays;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.plan.PlanOptions;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/** Plans that multiply bfloat16 numbers, by the rules of CPUs with and without AMX, against single precision. */
class Bfloat16Test {
    private static final int BATCH = 16;

    /** Each rounding to 8 significant bits is off by 0.2 % on average; through eighteen layers and back it adds up. */
    private static final double TOLERANCE = 0.08;

    /** A CPU as oneDNN would describe it. */
    enum Cpu {
        VECTORS(Primitives::implementation),
        /** Names as oneDNN gives them on a CPU with AMX, where it runs the code for channels-last tensors on tiles. */
        TILES(descriptor -> {
            String name = Primitives.implementation(descriptor);
            return name.startsWith("brg") ? name.replace("avx512_core_bf16", "avx10_1_512_amx") : name;
        });

        final Function<primitive_desc_base, String> implementation;

        Cpu(Function<primitive_desc_base, String> implementation) {
            this.implementation = implementation;
        }

        InstructionSet instructions() {
            return new InstructionSet(true, InstructionSet.Vectors.FAST, implementation);
        }
    }

    @BeforeEach
    void bfloat16() {
        assumeTrue(
                InstructionSet.ofThisCpu().bfloat16Vectors() != InstructionSet.Vectors.NONE,
                "this CPU does not multiply bfloat16 numbers");
    }

    @Test
    void rulesFollowWhatOneDnnOffers() {
        InstructionSet tiles = Cpu.TILES.instructions();
        assertThat(LayoutRules.of(tiles, Precision.BFLOAT16)).isInstanceOf(AmxLayoutRules.class);
        assertThat(LayoutRules.of(tiles, Precision.FLOAT)).isInstanceOf(Avx512LayoutRules.class);
        assertThat(LayoutRules.of(
                        new InstructionSet(true, InstructionSet.Vectors.FAST, descriptor -> "brgconv:avx512_core_bf16"),
                        Precision.BFLOAT16))
                .isInstanceOf(Avx512Bfloat16LayoutRules.class);
        assertThat(LayoutRules.of(
                        new InstructionSet(false, InstructionSet.Vectors.NONE, descriptor -> "brgconv:avx2"),
                        Precision.FLOAT))
                .isInstanceOf(Avx2LayoutRules.class);
    }

    /** With AMX, code that multiplies vectors of bfloat16 numbers is slower than single precision. */
    @Test
    void aConvolutionWithoutCodeForTilesStaysInSinglePrecision() {
        InstructionSet cpu = new InstructionSet(
                true,
                InstructionSet.Vectors.SLOW,
                descriptor -> batchOf(descriptor) == BATCH ? "jit_bf16:avx512_core_bf16" : "brg:amx");

        assertThat(cpu.hasAmx()).isTrue();
        assertThat(run(vgg(), batch(), Precision.BFLOAT16, cpu, true).steps())
                .filteredOn(step -> step.matches("layer[0-9]+ (forward|.* gradient) .*"))
                .isNotEmpty()
                .noneMatch(step -> step.contains("jit_bf16") || step.contains("brg_conv_fwd:avx512_core_bf16"));
    }

    private static long batchOf(primitive_desc_base descriptor) {
        return Layout.of(((convolution_forward.primitive_desc) descriptor).src_desc())
                .dimension(0);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOfVgg11NearlyEqualThoseInSinglePrecision(Cpu cpu) {
        assertNearlyTheSameGradients(vgg(), batch(), cpu);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOfResNet18NearlyEqualThoseInSinglePrecision(Cpu cpu) {
        assertNearlyTheSameGradients(Networks.resnet18(new Sgd(0.01), 4, Networks.Kinks.NONE), batch(), cpu);
    }

    @ParameterizedTest
    @EnumSource
    void predictionsNearlyEqualThoseInDoublePrecision(Cpu cpu) {
        MultiLayerNetwork network = vgg();
        DataSet batch = batch();
        INDArray expected = network.convertDataType(DataType.DOUBLE)
                .output(batch.getFeatures().castTo(DataType.DOUBLE));

        INDArray actual = run(network, batch, Precision.BFLOAT16, cpu.instructions(), false)
                .output();
        assertThat(distance(actual, expected)).isBetween(1e-6, TOLERANCE);
    }

    /** Only the products by taps want another order, and they read what they multiply in it. */
    @Test
    void nothingIsReorderedBetweenTheLayersOnTiles() {
        List<String> steps = run(vgg(), batch(), Precision.BFLOAT16, Cpu.TILES.instructions(), true)
                .steps();
        int first = steps.indexOf("layer0 forward brg_conv_fwd:avx512_core_bf16");
        int last = steps.indexOf("layer15 forward brg_conv_fwd:avx512_core_bf16");

        assertThat(first).isPositive();
        assertThat(last).isGreaterThan(first);
        assertThat(steps.subList(first, last)).noneMatch(step -> step.startsWith("reorder"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingRunsOnLoopsOfCpp(Cpu cpu) {
        for (boolean training : new boolean[] {true, false}) {
            assertThat(run(vgg(), batch(), Precision.BFLOAT16, cpu.instructions(), training)
                            .steps())
                    .anyMatch(step -> step.matches(".* (brg|jit).*"))
                    .noneMatch(step -> step.matches(".* (ref|simple|nspc|ncsp|nchw).*"));
        }
    }

    /** oneDNN has no generated code for 24 channels side by side. */
    @ParameterizedTest
    @EnumSource
    void normalisationOfOddWidthsRunsOnGeneratedCode(Cpu cpu) {
        MultiLayerNetwork network = Networks.network(Networks.base()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(24).build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(24)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization.Builder().build())
                .layer(Networks.output())
                .setInputType(InputType.convolutional(12, 12, 3))
                .build());
        DataSet batch = Data.batch(1, BATCH, 3, 12, 12);

        assertThat(run(network, batch, Precision.BFLOAT16, cpu.instructions(), true)
                        .steps())
                .anyMatch(step -> step.contains("bnorm"))
                .noneMatch(step -> step.contains("nspc_bnorm"));
        assertNearlyTheSameGradients(network, batch, cpu);
    }

    private static MultiLayerNetwork vgg() {
        return Networks.vgg11(new Sgd(0.01), 4, Networks.Kinks.NONE);
    }

    private static DataSet batch() {
        return Data.batch(1, BATCH, 3, 32, 32);
    }

    private record Result(INDArray gradients, INDArray output, List<String> steps) {}

    private static Result run(Model network, DataSet batch, Precision precision, InstructionSet cpu, boolean training) {
        INDArray gradients = Nd4j.create(network.params().length());
        FlatArrays arrays = new FlatArrays(NativeBytes.address(network.params()), NativeBytes.address(gradients));
        Shape shape = Shape.ofBatch(batch.getFeatures());
        NetworkGraph graph = network instanceof ComputationGraph computation
                ? GraphReader.read(computation, shape)
                : GraphReader.read((MultiLayerNetwork) network, shape);
        PlanOptions options = new PlanOptions(BATCH, training, false, 1, 1, precision, cpu);
        try (Plan plan = LayerCompilers.compile(graph, arrays, options)) {
            INDArray output = Nd4j.create(plan.outputShape());
            if (training) {
                plan.forward(NativeBytes.address(batch.getFeatures()), NativeBytes.address(batch.getLabels()), 0, 0);
                plan.backward();
            } else {
                plan.prepare();
                plan.infer(NativeBytes.address(batch.getFeatures()), NativeBytes.address(output));
            }
            return new Result(gradients, output, plan.describe());
        }
    }

    /**
     * Every layer's weights, and all parameters together. In gradients of biases and shifts, which are sums over all
     * pixels, what cancels leaves its rounding errors behind.
     */
    private static void assertNearlyTheSameGradients(Model network, DataSet batch, Cpu cpu) {
        INDArray half = run(network, batch, Precision.BFLOAT16, cpu.instructions(), true)
                .gradients();
        INDArray full =
                run(network, batch, Precision.FLOAT, cpu.instructions(), true).gradients();
        long offset = 0;
        double largest = 0;
        for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
            long end = offset + parameter.getValue().length();
            INDArray expected = full.get(NDArrayIndex.interval(offset, end));
            largest = Math.max(largest, expected.norm2Number().doubleValue());
            offset = end;
        }
        offset = 0;
        for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
            long end = offset + parameter.getValue().length();
            INDArray expected = full.get(NDArrayIndex.interval(offset, end));
            if (parameter.getKey().endsWith("W") && expected.norm2Number().doubleValue() > 1e-3 * largest) {
                assertThat(distance(half.get(NDArrayIndex.interval(offset, end)), expected))
                        .as("relative error of gradient %s", parameter.getKey())
                        .isLessThan(TOLERANCE);
            }
            offset = end;
        }
        assertThat(distance(half, full)).isBetween(1e-5, TOLERANCE);
    }

    private static double distance(INDArray actual, INDArray expected) {
        INDArray exact = expected.castTo(DataType.DOUBLE);
        INDArray difference =
                actual.castTo(DataType.DOUBLE).reshape(exact.shape()).sub(exact);
        return difference.norm2Number().doubleValue() / exact.norm2Number().doubleValue();
    }
}
