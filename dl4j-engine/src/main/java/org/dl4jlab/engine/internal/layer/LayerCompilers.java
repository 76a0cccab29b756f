package org.dl4jlab.engine.internal.layer;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.graph.LossHead;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.internal.layer.convolution.ConvolutionCompiler;
import org.dl4jlab.engine.internal.layer.normalization.BatchNormalizationCompiler;
import org.dl4jlab.engine.internal.layer.normalization.LocalResponseCompiler;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.OpenMp;
import org.dl4jlab.engine.internal.plan.FlatArrays;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.PlanOptions;
import org.dl4jlab.engine.internal.plan.Resources;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Which compiler serves which node, and the walk over a whole network. */
public final class LayerCompilers {
    /**
     * By exact class: a subclass of a DL4J layer (a deconvolution is a subclass of a convolution) may
     * compute something else. Only a subclass that leaves computation and parameters to its superclass is
     * taken for that one; see {@link #computedBy}.
     */
    private static final Map<Class<?>, LayerCompiler> BY_DEFINITION = Map.ofEntries(
            Map.entry(DenseLayer.class, new DenseCompiler()),
            Map.entry(OutputLayer.class, new DenseCompiler()),
            Map.entry(ConvolutionLayer.class, new ConvolutionCompiler()),
            Map.entry(Convolution2D.class, new ConvolutionCompiler()),
            Map.entry(SubsamplingLayer.class, new PoolingCompiler()),
            Map.entry(Pooling2D.class, new PoolingCompiler()),
            Map.entry(BatchNormalization.class, new BatchNormalizationCompiler()),
            Map.entry(GlobalPoolingLayer.class, new GlobalPoolingCompiler()),
            Map.entry(LocalResponseNormalization.class, new LocalResponseCompiler()),
            Map.entry(ElementWiseVertex.class, new AdditionCompiler()),
            Map.entry(MergeVertex.class, new MergeCompiler()),
            Map.entry(ScaleVertex.class, new ScaleCompiler()),
            Map.entry(CnnToFeedForwardPreProcessor.class, new ReshapeCompiler()),
            Map.entry(FeedForwardToCnnPreProcessor.class, new ReshapeCompiler()),
            Map.entry(LossHead.class, new LossCompiler()));

    private static final Set<String> COMPUTING_METHODS = Set.of("instantiate", "initializer", "getOutputType");

    private static final LayerCompiler ACTIVATION = new ActivationCompiler();

    private static final LayerCompiler SOFTMAX = new SoftmaxCompiler();

    private static final LayerCompiler DROPOUT = new DropoutCompiler();

    private LayerCompilers() {}

    /** Everything in a network that cannot be compiled; empty if all of it can. */
    public static List<Unsupported> refusals(NetworkGraph graph) {
        List<Unsupported> refusals = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.definition() != null) {
                refusal(node).ifPresent(reason -> refusals.add(new Unsupported(node.name(), reason)));
            }
        }
        if (!(graph.output().definition() instanceof LossHead)) {
            refusals.add(new Unsupported(graph.output().name(), "the last layer is not an output or loss layer"));
        }
        return refusals;
    }

    private static Optional<String> refusal(Node node) {
        return compilerFor(node)
                .map(compiler -> compiler.refusal(node))
                .orElseGet(() ->
                        Optional.of("layer type " + node.definition().getClass().getSimpleName()));
    }

    private static Optional<LayerCompiler> compilerFor(Node node) {
        if (node.definition().getClass() == ActivationSoftmax.class) {
            return Optional.of(SOFTMAX);
        }
        if (node.definition() instanceof IActivation) {
            return Optional.of(ACTIVATION);
        }
        if (node.definition() instanceof IDropout) {
            return Optional.of(DROPOUT);
        }
        return Optional.ofNullable(
                BY_DEFINITION.get(computedBy(node.definition().getClass())));
    }

    /**
     * The class that says what a layer computes. A layer configuration that inherits both
     * {@code instantiate} and {@code initializer} runs its superclass's layer on its superclass's
     * parameters: it can only differ in how they are updated.
     */
    private static Class<?> computedBy(Class<?> definition) {
        Class<?> type = definition;
        while (Layer.class.isAssignableFrom(type)
                && !BY_DEFINITION.containsKey(type)
                && Stream.of(type.getDeclaredMethods()).map(Method::getName).noneMatch(COMPUTING_METHODS::contains)) {
            type = type.getSuperclass();
        }
        return type;
    }

    /**
     * Compiles a network without refusals.
     *
     * @throws UnsupportedNetworkException if oneDNN has no fast implementation for a layer's shapes
     */
    public static Plan compile(NetworkGraph graph, FlatArrays arrays, PlanOptions options) {
        // A primitive divides its work when it is made.
        return OpenMp.get(options.threads(), () -> build(graph, arrays, options));
    }

    private static Plan build(NetworkGraph graph, FlatArrays arrays, PlanOptions options) {
        Resources resources = new Resources();
        try {
            PlanBuilder builder = new PlanBuilder(graph, arrays, options);
            for (Node node : graph.nodes()) {
                if (node.definition() != null && !builder.isAbsorbed(node)) {
                    compilerFor(node).orElseThrow().compile(node, builder);
                }
            }
            builder.finishForward();
            builder.unwindTape();
            Plan plan = builder.build(resources);
            resources.seal();
            return plan;
        } catch (RuntimeException | Error e) {
            resources.abandon();
            throw e;
        }
    }
}
