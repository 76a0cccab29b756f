package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.looking;
import static org.dl4jlab.engine.differential.Operation.training;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.internal.network.Accelerated;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Calls that predict, in all their forms. */
final class PredictOperations {
    private final Draw draw;
    private final RandomNetwork network;
    private final RandomArrays arrays;

    PredictOperations(Draw draw, RandomNetwork network, RandomArrays arrays) {
        this.draw = draw;
        this.network = network;
        this.arrays = arrays;
    }

    Operation draw() {
        Examples.Source batch = arrays.batch();
        return switch (draw.between(0, 13)) {
            case 0 ->
                training("output in training mode", (s, noise) -> {
                    Examples x = batch.with(noise);
                    return s.on(n -> n.output(x.firstFeatures(), true), g -> g.output(true, x.features()));
                });
            case 1 -> looking("output into a workspace", intoWorkspace(batch));
            case 2 -> looking("output inside a workspace", insideWorkspace(batch));
            case 3 -> looking("outputInto", outputInto(batch));
            case 4 -> looking("output(iterator)", outputOfIterator(arrays.batches()));
            case 5 -> rnnTimeStep();
            case 6 -> looking("output with masks", masked(arrays.maskedBatch()));
            case 7 -> feedForward(batch);
            case 8 -> looking("output twice", twice(arrays.plainBatch(), draw.oneIn(2)));
            case 9 -> looking("predictor", predictor(batch));
            default -> looking("output", output(batch));
        };
    }

    Operation.Action output(Examples.Source batch) {
        return (s, noise) -> output(s, batch.with(noise));
    }

    private static Object output(Subject s, Examples examples) throws Exception {
        return s.on(n -> n.output(examples.firstFeatures()), g -> g.output(examples.features()));
    }

    private static Operation.Action masked(Examples.Source batch) {
        return (s, noise) -> {
            Examples x = batch.with(noise);
            return s.on(
                    n -> n.output(x.firstFeatures(), false, x.firstFeaturesMask(), x.firstLabelsMask()),
                    g -> g.output(
                            false, x.features(), Examples.orNull(x.featuresMasks()), Examples.orNull(x.labelsMasks())));
        };
    }

    private static Operation.Action intoWorkspace(Examples.Source batch) {
        return (s, noise) -> {
            Examples x = batch.with(noise);
            try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("DIFFERENTIAL_TEST")) {
                return detached(s.on(
                        n -> n.output(x.firstFeatures(), false, workspace),
                        g -> g.output(false, workspace, x.features())));
            }
        };
    }

    private static Operation.Action insideWorkspace(Examples.Source batch) {
        return (s, noise) -> {
            Examples x = batch.with(noise);
            try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("DIFFERENTIAL_TEST")) {
                return detached(output(s, x));
            }
        };
    }

    private static Object detached(Object answer) {
        if (answer instanceof INDArray array) {
            return array.detach();
        }
        List<INDArray> detached = new ArrayList<>();
        for (INDArray array : (INDArray[]) answer) {
            detached.add(array.detach());
        }
        return detached;
    }

    private Operation.Action outputInto(Examples.Source batch) {
        return (s, noise) -> {
            Examples x = batch.with(noise);
            if (!network.isSingle() || network.hasSequences()) {
                return output(s, x);
            }
            INDArray result = Nd4j.create(
                    x.firstFeatures().size(0), network.outputs().get(0).width());
            Engine.outputInto(s.model, x.firstFeatures(), result);
            return result;
        };
    }

    private Operation.Action outputOfIterator(List<Examples.Source> batches) {
        return (s, noise) -> network.isSingle()
                ? s.on(
                        n -> n.output(FitOperations.iterator(batches, noise)),
                        g -> g.outputSingle(FitOperations.iterator(batches, noise)))
                : s.on(n -> null, g -> g.output(new SeveralBatches(batches, noise)));
    }

    private Operation rnnTimeStep() {
        int size = arrays.size();
        int calls = draw.between(1, 3);
        List<Examples.Source> batches = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            batches.add(arrays.batch(size, draw.between(1, 3)));
        }
        return looking("rnnTimeStep", (s, noise) -> {
            List<INDArray> answers = new ArrayList<>();
            for (Examples.Source batch : batches) {
                Examples x = batch.with(noise);
                Object answer = s.on(n -> n.rnnTimeStep(x.firstFeatures()), g -> g.rnnTimeStep(x.features())[0]);
                answers.add(((INDArray) answer).dup('c'));
            }
            return answers;
        });
    }

    private Operation feedForward(Examples.Source batch) {
        boolean train = draw.oneIn(3);
        int layer = draw.between(0, 2);
        boolean whole = draw.oneIn(2);
        return new Operation("feedForward", train, (s, noise) -> {
            Examples x = batch.with(noise);
            if (whole) {
                return s.on(n -> n.feedForward(x.firstFeatures(), train), g -> g.feedForward(x.features(), train));
            }
            return s.on(
                    n -> n.feedForwardToLayer(Math.min(layer, n.getnLayers() - 1), x.firstFeatures(), train),
                    g -> g.feedForward(x.features(), Math.min(layer, g.getNumLayers() - 1), train));
        });
    }

    /** The second time with the parameters, or the features, changed in place. */
    private static Operation.Action twice(Examples.Source batch, boolean parameters) {
        return (s, noise) -> {
            Examples x = batch.with(noise);
            INDArray[] first = arrays(output(s, x));
            if (parameters) {
                s.model.params().muli(0.95);
            } else {
                x.firstFeatures().muli(0.5);
            }
            INDArray[] second = arrays(output(s, x));
            return List.of(first[0], second[0]);
        };
    }

    private static INDArray[] arrays(Object answer) {
        return answer instanceof INDArray array ? new INDArray[] {array} : (INDArray[]) answer;
    }

    private Operation.Action predictor(Examples.Source batch) {
        return (s, noise) -> {
            Examples x = batch.with(noise);
            if (!network.isSingle() || !(s.model instanceof Accelerated)) {
                s.clearMasks();
                return output(s, x);
            }
            s.clearMasks(); // which a predictor does not take over
            output(s, x); // for the state that a prediction leaves, also one that fails
            try (var predictor = Engine.predictor(s.model)) {
                predictor.output(x.firstFeatures());
                return predictor.output(x.firstFeatures());
            }
        };
    }
}
