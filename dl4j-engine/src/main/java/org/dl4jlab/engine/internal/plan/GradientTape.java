package org.dl4jlab.engine.internal.plan;

import java.util.ArrayDeque;
import java.util.Deque;

/** The backward passes that layers leave behind, unwound in reverse order, as in reverse-mode differentiation. */
final class GradientTape {
    private final Deque<Runnable> passes = new ArrayDeque<>();

    void leave(Runnable pass) {
        passes.push(pass);
    }

    /** Runs them, last layer first. */
    void unwind() {
        while (!passes.isEmpty()) {
            passes.pop().run();
        }
    }

    /** The gradient of the loss with respect to a value, once all its consumers have contributed. */
    static Tensor gradient(Value value) {
        if (value.gradient() == null) {
            throw new IllegalStateException("no gradient arrived; is every output connected to the loss?");
        }
        return value.gradient();
    }
}
