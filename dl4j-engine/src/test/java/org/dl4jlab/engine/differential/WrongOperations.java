package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.training;

import java.util.List;

/** Calls that DL4J refuses, most of them, and listeners that fail in the middle of a call. */
final class WrongOperations {
    private final Draw draw;
    private final RandomArrays arrays;
    private final PredictOperations predict;

    WrongOperations(Draw draw, RandomArrays arrays, PredictOperations predict) {
        this.draw = draw;
        this.arrays = arrays;
        this.predict = predict;
    }

    Operation draw() {
        Examples.Source wrong = arrays.wrongBatch();
        Examples.Source right = arrays.plainBatch();
        Recorder.Moment moment = draw.of(Recorder.Moment.values());
        return switch (draw.between(0, 4)) {
            case 0 -> new Operation("output of wrong features", false, predict.output(wrong));
            case 1 ->
                training("a listener that fails at " + moment + " of a fit", failing(moment, FitOperations.fit(right)));
            case 2 ->
                training(
                        "a listener that fails at " + moment + " of an epoch",
                        failing(
                                moment,
                                (s, noise) -> s.on(
                                        n -> FitOperations.done(
                                                () -> n.fit(new SeveralBatches(List.of(right, right), noise))),
                                        g -> FitOperations.done(
                                                () -> g.fit(new SeveralBatches(List.of(right, right), noise))))));
            default -> training("fit of wrong arrays", FitOperations.fit(wrong));
        };
    }

    private static Operation.Action failing(Recorder.Moment moment, Operation.Action action) {
        return (s, noise) -> {
            s.recorder.failAt(moment);
            return action.on(s, noise);
        };
    }
}
