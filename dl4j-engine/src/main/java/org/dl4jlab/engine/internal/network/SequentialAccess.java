package org.dl4jlab.engine.internal.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.plan.Plan;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link MultiLayerNetwork} as plans and training steps see it. */
final class SequentialAccess implements TrainingAccess {
    private final MultiLayerNetwork network;
    private final NetworkState state;
    private final PlainNetwork<MultiLayerNetwork> plain = new PlainNetwork<>(this::plainOn);

    SequentialAccess(MultiLayerNetwork network, NetworkState state) {
        this.network = network;
        this.state = state;
    }

    @Override
    public NetworkGraph graph(Shape shape) {
        return GraphReader.read(network, shape);
    }

    @Override
    public Layer[] layers() {
        return network.getLayers();
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
        Updater current = network.getUpdater();
        return current != null && current.getClass() == MultiLayerUpdater.class ? (MultiLayerUpdater) current : null;
    }

    @Override
    public long seed() {
        return network.getDefaultConfiguration().getSeed();
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
        MultiLayerNetwork onSameArrays = plain.on(state.parameters());
        onSameArrays.setUpdater(network.getUpdater());
        onSameArrays.setScore(network.score());
        return onSameArrays;
    }

    private MultiLayerNetwork plainOn(INDArray parameters) {
        MultiLayerNetwork made = new MultiLayerNetwork(network.getLayerWiseConfigurations());
        made.init(parameters, false);
        return made;
    }

    @Override
    public BackpropType backpropType() {
        return network.getLayerWiseConfigurations().getBackpropType();
    }

    @Override
    public WorkspaceMode trainingWorkspaces() {
        return network.getLayerWiseConfigurations().getTrainingWorkspaceMode();
    }

    @Override
    public Layer outputLayer() {
        return network.getOutputLayer();
    }

    /** Last layer first, which is the order in which DL4J lists their gradients. */
    @Override
    public Map<String, Layer> layersByName() {
        Map<String, Layer> byIndex = new LinkedHashMap<>();
        for (int i = layers().length - 1; i >= 0; i--) {
            byIndex.put(String.valueOf(i), layers()[i]);
        }
        return byIndex;
    }

    @Override
    public Consumer<TrainingListener> forwardPass(Plan plan, INDArray features) {
        List<INDArray> activations = new ActivationList(plan, features);
        return listener -> listener.onForwardPass(network, activations);
    }

    @Override
    public void stepDone() {
        // The layers keep their state until fit clears it.
    }
}
