package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.looking;

import java.util.List;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Calls that say how good a network is, and what lies between its layers. */
final class ScoreOperations {
    private final Draw draw;
    private final RandomNetwork network;
    private final RandomArrays arrays;

    ScoreOperations(Draw draw, RandomNetwork network, RandomArrays arrays) {
        this.draw = draw;
        this.network = network;
        this.arrays = arrays;
    }

    Operation draw() {
        Examples.Source batch = arrays.batch();
        List<Examples.Source> batches = arrays.batches();
        boolean train = draw.oneIn(3);
        return switch (draw.between(0, 5)) {
            case 0 ->
                new Operation("score(DataSet, " + train + ")", train, (s, noise) -> {
                    Examples examples = batch.with(noise);
                    return network.isSingle()
                            ? s.on(n -> n.score(examples.asDataSet(), train), g -> g.score(examples.asDataSet(), train))
                            : s.on(n -> null, g -> g.score(examples.asMultiDataSet(), train));
                });
            case 1 ->
                looking("scoreExamples", (s, noise) -> {
                    Examples examples = batch.with(noise);
                    return network.isSingle()
                            ? s.on(
                                    n -> n.scoreExamples(examples.asDataSet(), train),
                                    g -> g.scoreExamples(examples.asDataSet(), train))
                            : s.on(n -> null, g -> g.scoreExamples(examples.asMultiDataSet(), train));
                });
            case 2 ->
                looking("evaluate", (s, noise) -> {
                    if (!network.isSingle()) {
                        return null; // DL4J evaluates networks with one output
                    }
                    DataSetIterator data = FitOperations.iterator(batches, noise);
                    return s.on(
                            n -> n.evaluate(data).accuracy(),
                            g -> g.evaluate(data).accuracy());
                });
            case 3 ->
                looking("evaluateRegression", (s, noise) -> {
                    if (!network.isSingle()) {
                        return null;
                    }
                    DataSetIterator data = FitOperations.iterator(batches, noise);
                    return s.on(
                            n -> n.evaluateRegression(data).averageMeanSquaredError(),
                            g -> g.evaluateRegression(data).averageMeanSquaredError());
                });
            case 4 ->
                looking("output and feedForward of the same input", (s, noise) -> {
                    Examples examples = batch.with(noise);
                    s.on(n -> n.output(examples.firstFeatures()), g -> g.output(examples.features()));
                    return s.on(n -> n.feedForward(), g -> g.feedForward());
                });
            default ->
                looking(
                        "score and regularisation",
                        (s, noise) -> s.on(n -> n.calcRegularizationScore(true), g -> g.calcRegularizationScore(true)));
        };
    }
}
