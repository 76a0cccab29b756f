package org.dl4jlab.engine.internal.plan;

import java.util.List;

/** Runs steps and keeps the shortest time that each took: on a busy machine, only that is a property of the step. */
record TimedSteps(List<Step> steps, long[] nanoseconds) implements Step {
    @Override
    public void run() {
        for (int i = 0; i < nanoseconds.length; i++) {
            long start = System.nanoTime();
            steps.get(i).run();
            nanoseconds[i] = Math.min(nanoseconds[i], System.nanoTime() - start);
        }
    }

    @Override
    public List<Tensor> tensors() {
        return List.of();
    }

    @Override
    public String label() {
        return "timed";
    }
}
