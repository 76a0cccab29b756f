package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.changing;
import static org.dl4jlab.engine.differential.Operation.training;

import java.util.Iterator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Calls that change parameters, counts, listeners, or what a network remembers. */
final class StateOperations {
    private final Draw draw;

    StateOperations(Draw draw) {
        this.draw = draw;
    }

    Operation draw() {
        long seed = draw.seed();
        int count = draw.between(0, 20);
        return switch (draw.between(0, 11)) {
            case 0 ->
                changing(
                        "setParams",
                        s -> s.model.setParams(
                                RandomArrays.gaussian(seed, s.model.params().length())
                                        .muli(0.3)
                                        .reshape(s.model.params().shape())));
            case 1 ->
                changing("a write into the parameters", s -> s.model.params().muli(0.9));
            case 2 ->
                changing("setParam", s -> {
                    String name = parameter(s, count);
                    INDArray old = s.model.getParam(name);
                    s.model.setParam(
                            name, RandomArrays.gaussian(seed, old.shape()).muli(0.2));
                });
            case 3 ->
                changing(
                        "a write into one parameter",
                        s -> s.model.paramTable().get(parameter(s, count)).addi(0.01));
            case 4 -> changing("counts", s -> s.setCounts(count, count / 3));
            case 5 -> changing("clear", s -> s.model.clear());
            case 6 ->
                changing("rnnClearPreviousState, clearLayersStates", s -> {
                    if (s.isGraph()) {
                        s.graph().rnnClearPreviousState();
                        s.graph().clearLayersStates();
                    } else {
                        s.sequential().rnnClearPreviousState();
                        s.sequential().clearLayersStates();
                    }
                });
            case 7 ->
                training("fit with what is there", (s, noise) -> {
                    s.model.fit();
                    return null;
                });
            case 8 -> changing("init() of a network that is", s -> s.model.init());
            case 9 ->
                changing("a write into the updater's state", s -> {
                    if (s.updaterState() != null) {
                        s.updaterState().muli(0.5);
                    }
                });
            default -> {
                boolean on = draw.oneIn(2);
                yield changing("listeners " + on, s -> s.listen(on));
            }
        };
    }

    private static String parameter(Subject s, int number) {
        Iterator<String> names = s.model.paramTable().keySet().iterator();
        String name = names.next();
        for (int i = 0; i < number && names.hasNext(); i++) {
            name = names.next();
        }
        return name;
    }
}
