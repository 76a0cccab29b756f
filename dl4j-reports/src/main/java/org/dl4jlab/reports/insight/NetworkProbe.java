package org.dl4jlab.reports.insight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.layers.DropoutLayer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jlab.training.internal.run.ModelFile;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A trained network laid open for looking: the activations of every vertex, and the gradient of a class's logit with
 * respect to each of them, both as the network predicts (running statistics, no dropout). A copy on DL4J's own path: the
 * network that was trained is not touched. Closing it frees its memory.
 */
final class NetworkProbe implements AutoCloseable {

    private final ComputationGraph graph;
    private final GraphVertex[] vertices;
    private final int[] order;

    private NetworkProbe(ComputationGraph graph) {
        this.graph = graph;
        this.vertices = graph.getVertices();
        this.order = graph.topologicalSortOrder();
        graph.initGradientsView();
        for (Layer layer : graph.getLayers()) {
            // Dropout does nothing in prediction, but DL4J's backward pass would look for its mask.
            layer.conf().getLayer().setIDropout(null);
        }
    }

    /** Takes over a network that nobody else uses. */
    static NetworkProbe of(ComputationGraph graph) {
        return new NetworkProbe(graph);
    }

    /** Takes over a network that nobody else uses. */
    static NetworkProbe of(MultiLayerNetwork network) {
        return new NetworkProbe(network.toComputationGraph());
    }

    /** Reads {@code model.zip}. */
    static NetworkProbe read(Path model) throws IOException {
        Model network = ModelFile.read(model, false);
        return network instanceof ComputationGraph graph ? of(graph) : of((MultiLayerNetwork) network);
    }

    /**
     * The weights of the first convolution.
     *
     * @return {@code [filters, channels, height, width]}; empty if there is no convolution, or the first one is of another kind
     *     (depthwise, separable or transposed), whose weights have another order
     */
    Optional<INDArray> firstFilters() {
        return convolutions().stream()
                .findFirst()
                .map(vertex -> unwrapped(vertex.getLayer()))
                .filter(layer -> layer.getClass() == ConvolutionLayer.class)
                .map(layer -> layer.getParam("W"));
    }

    /** Name of the first convolution; empty if there is none. */
    Optional<String> firstConvolution() {
        return convolutions().stream().findFirst().map(GraphVertex::getVertexName);
    }

    int convolutionCount() {
        return convolutions().size();
    }

    /**
     * All activations for one batch.
     *
     * @param input {@code [batch, channels, height, width]}
     * @return by name of the vertex
     */
    Map<String, INDArray> activations(INDArray input) {
        return graph.feedForward(new INDArray[] {input}, false, false);
    }

    /** Name of the network's input. */
    String inputName() {
        return graph.getConfiguration().getNetworkInputs().get(0);
    }

    /**
     * The values before the last activation.
     *
     * @param activations of {@link #activations}
     * @return {@code [batch, classes]}
     */
    INDArray logits(Map<String, INDArray> activations) {
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        LayerVertex vertex = (LayerVertex) graph.getVertex(output);
        INDArray before = activations.get(vertices[vertex.getInputVertices()[0].getVertexIndex()].getVertexName());
        INDArray rows = before.dup('c').reshape('c', before.size(0), -1);
        INDArray logits = rows.mmul(vertex.getLayer().getParam("W"));
        INDArray bias = vertex.getLayer().getParam("b");
        return bias == null ? logits : logits.addRowVector(bias);
    }

    /**
     * Name of the deepest vertex whose output still has a place: maps of at least {@code side} x {@code side} values. Sums
     * that a normalisation or an activation is still to make something of do not count.
     *
     * @param activations of {@link #activations}
     */
    Optional<String> deepestMaps(Map<String, INDArray> activations, int side) {
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = vertices[order[i]];
            INDArray output = activations.get(vertex.getVertexName());
            if (!vertex.isInputVertex()
                    && !isLinear(vertex)
                    && output != null
                    && output.rank() == 4
                    && output.size(2) >= side
                    && output.size(3) >= side) {
                return Optional.of(vertex.getVertexName());
            }
        }
        return Optional.empty();
    }

    private static boolean isLinear(GraphVertex vertex) {
        return vertex.hasLayer()
                && (vertex.getLayer() instanceof ConvolutionLayer || vertex.getLayer() instanceof BatchNormalization)
                && vertex.getLayer().conf().getLayer() instanceof BaseLayer layer
                && layer.getActivationFn() instanceof ActivationIdentity;
    }

    /**
     * The gradient of the sum over the batch of one logit each with respect to a vertex's output. Images do not mix in
     * prediction, so row {@code i} is the gradient of image {@code i}'s logit. Valid for the input that
     * {@link #activations} saw last.
     *
     * @param classes whose logit, for each image
     * @param target name of a vertex or of the network's input
     * @return of the shape of the target's output; empty if the network does not end in a layer of weights
     */
    Optional<INDArray> gradient(int[] classes, String target) {
        Map<Integer, INDArray> arriving = new HashMap<>();
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = vertices[order[i]];
            if (vertex.getVertexName().equals(target)) {
                return Optional.ofNullable(arriving.get(vertex.getVertexIndex()));
            }
            if (vertex.isOutputVertex()) {
                if (!(vertex.getLayer() instanceof BaseOutputLayer<?>)) {
                    return Optional.empty();
                }
                deliver(arriving, vertex.getInputVertices()[0], behindLogits((LayerVertex) vertex, classes));
                continue;
            }
            INDArray epsilon = arriving.get(vertex.getVertexIndex());
            if (epsilon == null || vertex.isInputVertex()) {
                continue;
            }
            INDArray[] before = backward(vertex, epsilon);
            for (int k = 0; k < before.length; k++) {
                deliver(arriving, vertex.getInputVertices()[k], before[k]);
            }
        }
        return Optional.empty();
    }

    private static void deliver(Map<Integer, INDArray> arriving, VertexIndices to, INDArray epsilon) {
        if (epsilon != null) {
            arriving.merge(to.getVertexIndex(), epsilon.dup('c'), INDArray::add);
        }
    }

    /** A logit is a weighted sum of the output layer's inputs, so its gradient is the column of weights. */
    private static INDArray behindLogits(LayerVertex vertex, int[] classes) {
        INDArray weights = vertex.getLayer().getParam("W");
        INDArray epsilon = weights.getColumns(classes).transpose().dup('c');
        return vertex.getLayerPreProcessor() == null
                ? epsilon
                : vertex.getLayerPreProcessor().backprop(epsilon, classes.length, LayerWorkspaceMgr.noWorkspaces());
    }

    private static INDArray[] backward(GraphVertex vertex, INDArray epsilon) {
        if (vertex.hasLayer() && vertex.getLayer() instanceof DropoutLayer) {
            return new INDArray[] {epsilon};
        }
        if (vertex.hasLayer() && unwrapped(vertex.getLayer()) instanceof BatchNormalization normalization) {
            // DL4J's backward pass is that of training, where the statistics depend on the batch.
            return new INDArray[] {epsilon.mul(scale(normalization).reshape(1, -1, 1, 1))};
        }
        vertex.setEpsilon(epsilon);
        return vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    }

    /** What a normalisation by running statistics multiplies each channel by. */
    private static INDArray scale(BatchNormalization layer) {
        org.deeplearning4j.nn.conf.layers.BatchNormalization conf =
                (org.deeplearning4j.nn.conf.layers.BatchNormalization)
                        layer.conf().getLayer();
        INDArray variance;
        if (conf.isUseLogStd()) {
            INDArray logarithm = layer.getParam("log10stdev").castTo(DataType.DOUBLE);
            variance = Transforms.exp(logarithm.mul(2 * Math.log(10)));
        } else {
            variance = layer.getParam("var").castTo(DataType.DOUBLE);
        }
        INDArray factor = Transforms.sqrt(variance.add(conf.getEps())).rdiv(1);
        INDArray gamma = conf.isLockGammaBeta() ? null : layer.getParam("gamma");
        factor = gamma == null ? factor.mul(conf.getGamma()) : factor.mul(gamma.castTo(factor.dataType()));
        return factor.castTo(layer.getParam("mean").dataType());
    }

    private List<GraphVertex> convolutions() {
        List<GraphVertex> found = new ArrayList<>();
        for (int index : order) {
            GraphVertex vertex = vertices[index];
            if (vertex.hasLayer() && unwrapped(vertex.getLayer()) instanceof ConvolutionLayer) {
                found.add(vertex);
            }
        }
        return found;
    }

    private static Layer unwrapped(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return frozen.getInsideLayer();
        }
        return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
    }

    @Override
    public void close() {
        graph.close();
    }
}
