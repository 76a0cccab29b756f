package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Calls that compute gradients without an update. */
final class GradientOperations {
    private final Draw draw;
    private final RandomArrays arrays;

    GradientOperations(Draw draw, RandomArrays arrays) {
        this.draw = draw;
        this.arrays = arrays;
    }

    Operation draw() {
        Examples.Source batch = arrays.batch();
        return switch (draw.between(0, 3)) {
            case 0 ->
                training("calculateGradients", (s, noise) -> {
                    Examples examples = batch.with(noise);
                    return s.on(
                            n -> n.calculateGradients(
                                            examples.firstFeatures(),
                                            examples.firstLabels(),
                                            examples.firstFeaturesMask(),
                                            examples.firstLabelsMask())
                                    .getSecond(),
                            g -> g.feedForward(examples.features(), true));
                });
            case 1 ->
                training("computeGradientAndScore, twice", (s, noise) -> {
                    Examples examples = batch.with(noise);
                    compute(s, examples);
                    return compute(s);
                });
            case 2 ->
                training("computeGradientAndScore and an update by hand", (s, noise) -> {
                    compute(s, batch.with(noise));
                    s.model
                            .params()
                            .subi(s.model
                                    .gradient()
                                    .gradient()
                                    .mul(0.01)
                                    .reshape(s.model.params().shape()));
                    return null;
                });
            default ->
                training("computeGradientAndScore", (s, noise) -> {
                    compute(s, batch.with(noise));
                    return null;
                });
        };
    }

    private static Object compute(Subject s) throws Exception {
        return s.on(
                n -> FitOperations.done(n::computeGradientAndScore),
                g -> FitOperations.done(g::computeGradientAndScore));
    }

    private static void compute(Subject s, Examples examples) throws Exception {
        if (s.isGraph()) {
            INDArray[] features = examples.features();
            for (int i = 0; i < features.length; i++) {
                s.graph().setInput(i, features[i]);
            }
            INDArray[] labels = examples.labels();
            for (int i = 0; i < labels.length; i++) {
                s.graph().setLabel(i, labels[i]);
            }
        } else {
            s.sequential().setInput(examples.firstFeatures());
            s.sequential().setLabels(examples.firstLabels());
        }
        compute(s);
    }
}
