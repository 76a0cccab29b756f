package org.dl4jlab.engine.differential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.network.Accelerated;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Draws calls that a program may make on a network. */
final class Operations {
    private final Draw draw;
    private final RandomNetwork network;
    private final RandomArrays arrays;

    Operations(Draw draw, RandomNetwork network) {
        this.draw = draw;
        this.network = network;
        this.arrays = new RandomArrays(draw, network);
    }

    Operation draw() {
        return switch (draw.between(0, 12)) {
            case 0, 1, 2 -> fit();
            case 3 -> fitMany();
            case 4, 5 -> predict();
            case 6 -> gradients();
            case 7 -> masks();
            case 8 -> state();
            case 9 -> settings();
            case 10 -> score();
            case 11 -> wrong();
            default -> copies();
        };
    }

    private static DataSet data(INDArray features, INDArray labels, INDArray labelsMask) {
        return new DataSet(features, labels, null, labelsMask);
    }

    private Supplier<INDArray> perhapsMask(int batch) {
        return draw.oneIn(5) ? arrays.labelsMask(batch) : () -> null;
    }

    private Operation fit() {
        int batch = arrays.batch();
        Supplier<INDArray> x = arrays.features(batch);
        Supplier<INDArray> y = arrays.labels(batch);
        Supplier<INDArray> mask = perhapsMask(batch);
        return switch (draw.between(0, 3)) {
            case 0 ->
                new Operation("fit(features, labels)", true, (s, noise) -> {
                    if (s.isGraph()) {
                        s.graph().fit(new INDArray[] {noise.on(x.get())}, new INDArray[] {y.get()});
                    } else {
                        s.sequential().fit(noise.on(x.get()), y.get());
                    }
                    return null;
                });
            case 1 ->
                new Operation("fit(DataSet)", true, (s, noise) -> {
                    DataSet data = data(noise.on(x.get()), y.get(), mask.get());
                    if (s.isGraph()) {
                        s.graph().fit(data);
                    } else {
                        s.sequential().fit(data);
                    }
                    return null;
                });
            case 2 ->
                new Operation("fit(MultiDataSet)", true, (s, noise) -> {
                    MultiDataSet data = new MultiDataSet(noise.on(x.get()), y.get());
                    if (s.isGraph()) {
                        s.graph().fit(data);
                    } else {
                        s.sequential().fit(data);
                    }
                    return null;
                });
            default ->
                new Operation("fit with masks", true, (s, noise) -> {
                    INDArray labelsMask = mask.get();
                    if (s.isGraph()) {
                        INDArray[] masks = labelsMask == null ? null : new INDArray[] {labelsMask};
                        s.graph().fit(new INDArray[] {noise.on(x.get())}, new INDArray[] {y.get()}, null, masks);
                    } else {
                        s.sequential().fit(noise.on(x.get()), y.get(), null, labelsMask);
                    }
                    return null;
                });
        };
    }

    private interface Data {
        List<DataSet> with(Noise noise);
    }

    private Data several() {
        List<Data> parts = new ArrayList<>();
        int batch = arrays.batch();
        int count = draw.between(1, 3);
        for (int i = 0; i < count; i++) {
            int size = i == count - 1 && draw.oneIn(2) ? arrays.remainder() : batch;
            Supplier<INDArray> x = arrays.features(size);
            Supplier<INDArray> y = arrays.labels(size);
            Supplier<INDArray> mask = perhapsMask(size);
            parts.add(noise -> List.of(data(noise.on(x.get()), y.get(), mask.get())));
        }
        return noise ->
                parts.stream().flatMap(part -> part.with(noise).stream()).toList();
    }

    private static DataSetIterator iterator(Data data, Noise noise) {
        return new ExistingDataSetIterator(data.with(noise));
    }

    private Operation fitMany() {
        Data data = several();
        int epochs = draw.oneIn(3) ? 2 : 1;
        return new Operation("fit(iterator, " + epochs + ")", true, (s, noise) -> {
            for (int epoch = 0; epoch < epochs; epoch++) {
                if (s.isGraph()) {
                    s.graph().fit(iterator(data, noise));
                } else {
                    s.sequential().fit(iterator(data, noise));
                }
            }
            return null;
        });
    }

    private Operation predict() {
        int batch = arrays.batch();
        Supplier<INDArray> x = arrays.features(batch);
        return switch (draw.between(0, 7)) {
            case 0 ->
                new Operation(
                        "output in training mode",
                        true,
                        (s, noise) -> s.isGraph()
                                ? s.graph().outputSingle(true, noise.on(x.get()))
                                : s.sequential().output(noise.on(x.get()), true));
            case 1 ->
                new Operation("output into a workspace", false, (s, noise) -> {
                    INDArray features = noise.on(x.get());
                    try (MemoryWorkspace workspace =
                            Nd4j.getWorkspaceManager().getAndActivateWorkspace("DIFFERENTIAL_TEST")) {
                        INDArray answer = s.isGraph()
                                ? s.graph().output(false, workspace, features)[0]
                                : s.sequential().output(features, false, workspace);
                        return answer.detach();
                    }
                });
            case 2 ->
                new Operation("output inside a workspace", false, (s, noise) -> {
                    INDArray features = noise.on(x.get());
                    try (MemoryWorkspace workspace =
                            Nd4j.getWorkspaceManager().getAndActivateWorkspace("DIFFERENTIAL_TEST")) {
                        return output(s, features).detach();
                    }
                });
            case 3 ->
                new Operation("outputInto", false, (s, noise) -> {
                    INDArray result = Nd4j.create(batch, network.classes());
                    Engine.outputInto(s.model, noise.on(x.get()), result);
                    return result;
                });
            case 4 -> {
                Data data = several();
                yield new Operation(
                        "output(iterator)",
                        false,
                        (s, noise) -> s.isGraph()
                                ? s.graph().outputSingle(iterator(data, noise))
                                : s.sequential().output(iterator(data, noise)));
            }
            case 5 ->
                new Operation(
                        "rnnTimeStep",
                        false,
                        (s, noise) -> s.isGraph()
                                ? s.graph().rnnTimeStep(noise.on(x.get()))[0]
                                : s.sequential().rnnTimeStep(noise.on(x.get())));
            default -> new Operation("output", false, (s, noise) -> output(s, noise.on(x.get())));
        };
    }

    private static INDArray output(Subject s, INDArray features) {
        return s.isGraph() ? s.graph().outputSingle(features) : s.sequential().output(features);
    }

    private Operation gradients() {
        int batch = arrays.batch();
        Supplier<INDArray> x = arrays.features(batch);
        Supplier<INDArray> y = arrays.labels(batch);
        if (draw.oneIn(3)) {
            return new Operation("calculateGradients", true, (s, noise) -> {
                if (s.isGraph()) {
                    return s.graph().feedForward(noise.on(x.get()), true);
                }
                return s.sequential()
                        .calculateGradients(noise.on(x.get()), y.get(), null, null)
                        .getSecond();
            });
        }
        return new Operation("computeGradientAndScore", true, (s, noise) -> {
            if (s.isGraph()) {
                s.graph().setInput(0, noise.on(x.get()));
                s.graph().setLabel(0, y.get());
                s.graph().computeGradientAndScore();
            } else {
                s.sequential().setInput(noise.on(x.get()));
                s.sequential().setLabels(y.get());
                s.sequential().computeGradientAndScore();
            }
            return null;
        });
    }

    private Operation masks() {
        int batch = arrays.batch();
        Supplier<INDArray> mask = arrays.labelsMask(batch);
        boolean features = draw.oneIn(3);
        Operation.Action then = (draw.oneIn(2) ? fit() : predict()).action();
        return switch (draw.between(0, 3)) {
            case 0 ->
                new Operation("clearLayerMaskArrays", false, (s, noise) -> {
                    if (s.isGraph()) {
                        s.graph().clearLayerMaskArrays();
                    } else {
                        s.sequential().clearLayerMaskArrays();
                    }
                    return null;
                });
            case 1 ->
                new Operation("setLayerMaskArrays and another call", true, (s, noise) -> {
                    s.setMasks(features ? mask.get() : null, features ? null : mask.get());
                    return then.on(s, noise);
                });
            default ->
                new Operation("setLayerMaskArrays", false, (s, noise) -> {
                    s.setMasks(features ? mask.get() : null, features ? null : mask.get());
                    return null;
                });
        };
    }

    private Operation state() {
        long seed = draw.seed();
        int count = draw.between(0, 20);
        return switch (draw.between(0, 7)) {
            case 0 ->
                new Operation("setParams", false, (s, noise) -> {
                    s.model.setParams(
                            RandomArrays.gaussian(seed, s.model.params().length())
                                    .muli(0.3));
                    return null;
                });
            case 1 ->
                new Operation("a write into the parameters", false, (s, noise) -> {
                    s.model.params().muli(0.9);
                    return null;
                });
            case 2 ->
                new Operation("counts", false, (s, noise) -> {
                    s.setCounts(count, count / 3);
                    return null;
                });
            case 3 ->
                new Operation("clear", false, (s, noise) -> {
                    s.model.clear();
                    return null;
                });
            case 4 ->
                new Operation("rnnClearPreviousState, clearLayersStates", false, (s, noise) -> {
                    if (s.isGraph()) {
                        s.graph().rnnClearPreviousState();
                        s.graph().clearLayersStates();
                    } else {
                        s.sequential().rnnClearPreviousState();
                        s.sequential().clearLayersStates();
                    }
                    return null;
                });
            case 5 ->
                new Operation("fit with what is there", true, (s, noise) -> {
                    s.model.fit();
                    return null;
                });
            default -> {
                boolean on = draw.oneIn(2);
                yield new Operation("listeners " + on, false, (s, noise) -> {
                    s.listen(on);
                    return null;
                });
            }
        };
    }

    private Operation settings() {
        double rate = draw.of(0.001, 0.02, 0.1);
        return switch (draw.between(0, 3)) {
            case 0 ->
                new Operation("setLearningRate", false, (s, noise) -> {
                    if (s.isGraph()) {
                        s.graph().setLearningRate(rate);
                    } else {
                        s.sequential().setLearningRate(rate);
                    }
                    return null;
                });
            case 1 ->
                new Operation("another activation in the first layer", false, (s, noise) -> {
                    if (s.layers()[0].conf().getLayer() instanceof BaseLayer layer) {
                        layer.setActivationFn(new ActivationSigmoid());
                    }
                    return null;
                });
            case 2 ->
                new Operation("other regularisation in the first layer", false, (s, noise) -> {
                    if (s.layers()[0].conf().getLayer() instanceof BaseLayer layer) {
                        layer.setRegularization(
                                List.of(new org.nd4j.linalg.learning.regularization.L2Regularization(0.1)));
                    }
                    return null;
                });
            default ->
                new Operation("addListeners", false, (s, noise) -> {
                    TrainingListener listener = s.recorder;
                    if (s.isGraph()) {
                        s.graph().addListeners(listener);
                    } else {
                        s.sequential().addListeners(listener);
                    }
                    return s.layers()[0].getListeners().size();
                });
        };
    }

    private Operation score() {
        int batch = arrays.batch();
        Supplier<INDArray> x = arrays.features(batch);
        Supplier<INDArray> y = arrays.labels(batch);
        Data data = several();
        return switch (draw.between(0, 4)) {
            case 0 ->
                new Operation("score(DataSet)", false, (s, noise) -> {
                    DataSet set = data(noise.on(x.get()), y.get(), null);
                    return s.isGraph() ? s.graph().score(set) : s.sequential().score(set);
                });
            case 1 ->
                new Operation("scoreExamples", false, (s, noise) -> {
                    DataSet set = data(noise.on(x.get()), y.get(), null);
                    return s.isGraph()
                            ? s.graph().scoreExamples(set, true)
                            : s.sequential().scoreExamples(set, true);
                });
            case 2 ->
                new Operation(
                        "evaluate",
                        false,
                        (s, noise) -> s.isGraph()
                                ? s.graph().evaluate(iterator(data, noise)).accuracy()
                                : s.sequential().evaluate(iterator(data, noise)).accuracy());
            case 3 ->
                new Operation(
                        "feedForward",
                        false,
                        (s, noise) -> s.isGraph()
                                ? s.graph().feedForward(noise.on(x.get()), false)
                                : s.sequential().feedForward(noise.on(x.get()), false));
            default ->
                new Operation("output and feedForward of the same input", false, (s, noise) -> {
                    output(s, noise.on(x.get()));
                    return s.isGraph()
                            ? s.graph().feedForward()
                            : s.sequential().feedForward();
                });
        };
    }

    private Operation wrong() {
        int batch = arrays.batch();
        boolean features = draw.oneIn(2);
        Supplier<INDArray> x = features ? arrays.wrongFeatures(batch) : arrays.features(batch);
        Supplier<INDArray> y = features ? arrays.labels(batch) : arrays.wrongLabels(batch);
        return switch (draw.between(0, 3)) {
            case 0 -> new Operation("output of wrong features", false, (s, noise) -> output(s, noise.on(x.get())));
            case 1 ->
                new Operation("a listener that fails, and a fit", true, (s, noise) -> {
                    s.recorder.fails = true;
                    Operation.Action action = fitOf(x, y);
                    return action.on(s, noise);
                });
            default -> new Operation("fit of wrong arrays", true, fitOf(x, y));
        };
    }

    private static Operation.Action fitOf(Supplier<INDArray> x, Supplier<INDArray> y) {
        return (s, noise) -> {
            if (s.isGraph()) {
                s.graph().fit(new INDArray[] {noise.on(x.get())}, new INDArray[] {y.get()});
            } else {
                s.sequential().fit(noise.on(x.get()), y.get());
            }
            return null;
        };
    }

    private Operation copies() {
        if (draw.oneIn(2)) {
            return new Operation("clone", false, (s, noise) -> {
                s.model = s.isGraph() ? s.graph().clone() : s.sequential().clone();
                s.listen(true);
                return null;
            });
        }
        return new Operation("save and load", false, (s, noise) -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ModelSerializer.writeModel(s.model, bytes, true);
            ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
            boolean accelerated = s.model instanceof Accelerated;
            if (s.isGraph()) {
                var loaded = ModelSerializer.restoreComputationGraph(in, true);
                s.model = accelerated ? Engine.accelerate(loaded) : loaded;
            } else {
                var loaded = ModelSerializer.restoreMultiLayerNetwork(in, true);
                s.model = accelerated ? Engine.accelerate(loaded) : loaded;
            }
            s.listen(true);
            return null;
        });
    }
}
