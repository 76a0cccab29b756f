package org.dl4jlab.training.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Machines that are threads of this process and take turns. */
record ThreadMachines(int count) implements Machines {

    @Override
    public Copies start(IntFunction<ReplicaPart> parts) {
        List<ExecutorService> threads = new ArrayList<>();
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ReplicaPart part = parts.apply(i);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            threads.add(thread);
            replicas.add(on(thread, () -> new Replica(part)));
        }
        return new Copies() {

            @Override
            public Round train(RoundStart start) {
                List<Replica.Outcome> outcomes = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    Replica replica = replicas.get(i);
                    outcomes.add(on(threads.get(i), () -> replica.train(start)));
                }
                StateSum sum = outcomes.stream()
                        .map(Replica.Outcome::sum)
                        .reduce(StateSum::plus)
                        .orElseThrow();
                return new Round(
                        sum, outcomes.stream().map(Replica.Outcome::report).toList(), 0, 0, 0);
            }

            @Override
            public void close() {
                for (int i = 0; i < count; i++) {
                    Replica replica = replicas.get(i);
                    on(threads.get(i), () -> {
                        replica.close();
                        return true;
                    });
                    threads.get(i).shutdown();
                }
            }
        };
    }

    private static <T> T on(ExecutorService thread, Callable<T> work) {
        try {
            return thread.submit(work).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
