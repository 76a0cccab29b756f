package org.dl4jlab.engine.internal.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.plan.Plan;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ComputationGraph} as plans and training steps see it. */
final class GraphAccess implements TrainingAccess {
    private final ComputationGraph network;
    private final NetworkState state;
    private final PlainNetwork<ComputationGraph> plain = new PlainNetwork<>(this::plainOn);
    private final Layer[] layers;

    GraphAccess(ComputationGraph network, NetworkState state) {
        this.network = network;
        this.state = state;
        this.layers = new Layer[network.getLayers().length];
    }

    @Override
    public NetworkGraph graph(Shape shape) {
        return GraphReader.read(network, shape);
    }

    /** Those of the vertices: freezing a vertex replaces its layer there alone. */
    @Override
    public Layer[] layers() {
        int count = 0;
        GraphVertex[] vertices = network.getVertices();
        for (int index : network.topologicalSortOrder()) {
            if (vertices[index].hasLayer()) {
                layers[count++] = vertices[index].getLayer();
            }
        }
        return layers;
    }

    @Override
    public INDArray parameters() {
        return state.parameters();
    }

    @Override
    public INDArray gradients() {
        if (network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        return network.getFlattenedGradients();
    }

    @Override
    public BaseMultiLayerUpdater<?> updater() {
        ComputationGraphUpdater current = network.getUpdater();
        return current.getClass() == ComputationGraphUpdater.class ? current : null;
    }

    @Override
    public long seed() {
        return network.getConfiguration().getDefaultConfiguration().getSeed();
    }

    @Override
    public Model model() {
        return network;
    }

    @Override
    public NetworkState state() {
        return state;
    }

    @Override
    public Collection<TrainingListener> listeners() {
        return network.getListeners();
    }

    @Override
    public Model plain() {
        ComputationGraph onSameArrays = plain.on(state.parameters());
        onSameArrays.setUpdater(network.getUpdater());
        onSameArrays.setScore(network.score());
        return onSameArrays;
    }

    private ComputationGraph plainOn(INDArray parameters) {
        ComputationGraph made = new ComputationGraph(network.getConfiguration());
        made.init(parameters, false);
        return made;
    }

    @Override
    public BackpropType backpropType() {
        return network.getConfiguration().getBackpropType();
    }

    @Override
    public WorkspaceMode trainingWorkspaces() {
        return network.getConfiguration().getTrainingWorkspaceMode();
    }

    @Override
    public Layer outputLayer() {
        return network.getOutputLayer(0);
    }

    @Override
    public Map<String, Layer> layersByName() {
        Map<String, Layer> byName = new LinkedHashMap<>();
        for (int index : network.topologicalSortOrder()) {
            GraphVertex vertex = network.getVertices()[index];
            if (vertex.hasLayer()) {
                byName.put(vertex.getVertexName(), vertex.getLayer());
            }
        }
        return byName;
    }

    @Override
    public Consumer<TrainingListener> forwardPass(Plan plan, INDArray features) {
        String inputName = network.getConfiguration().getNetworkInputs().get(0);
        Map<String, INDArray> activations = new ActivationMap(plan, inputName, features);
        return listener -> listener.onForwardPass(network, activations);
    }

    @Override
    public void stepDone() {
        for (GraphVertex vertex : network.getVertices()) {
            vertex.clear();
        }
    }
}
