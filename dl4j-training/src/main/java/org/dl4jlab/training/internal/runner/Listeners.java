package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.internal.log.RunLog;
import org.slf4j.Logger;

/** Several listeners as one. What one of them cannot do is logged and keeps nobody else from hearing. */
public final class Listeners implements EvaluationListener {

    private static final Logger log = RunLog.logger(Listeners.class);

    private final List<RunListener> all;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    public Listeners(List<RunListener> all) {
        this.all = List.copyOf(all);
    }

    @FunctionalInterface
    private interface Call {
        void to(RunListener listener) throws IOException;
    }

    /** A task of one of the listeners. */
    private record ListenedTask(RunListener listener, Task task) {}

    private void tell(String what, Call call) {
        for (RunListener listener : all) {
            tell(listener, what, call);
        }
    }

    private void tell(RunListener listener, String what, Call call) {
        try {
            call.to(listener);
        } catch (IOException | RuntimeException e) {
            // The work stands without what this listener would have made of it, whatever that was. A step is
            // taken a thousand times per second: each kind of failure is told once.
            String simple = listener.getClass().getSimpleName();
            String name = simple.isEmpty() ? listener.getClass().getName() : simple;
            if (warned.add(name + " " + what + " " + e)) {
                log.warn("{} failed when {}: {}", name, what, e.getMessage(), e);
            }
        }
    }

    @Override
    public Task begin(String name, long total, String unit) {
        List<ListenedTask> tasks = new ArrayList<>();
        tell(
                "'" + name + "' began",
                listener -> tasks.add(new ListenedTask(listener, listener.begin(name, total, unit))));
        String advanced = "'" + name + "' advanced";
        String ended = "'" + name + "' ended";
        return new Task() {
            @Override
            public void advanceTo(long done) {
                tasks.forEach(
                        task -> tell(task.listener(), advanced, l -> task.task().advanceTo(done)));
            }

            @Override
            public void close() {
                tasks.forEach(
                        task -> tell(task.listener(), ended, l -> task.task().close()));
            }
        };
    }

    @Override
    public void training(Model network) {
        tell("a network was ready", listener -> listener.training(network));
    }

    @Override
    public void started(Run run, Model network) {
        tell("training began", listener -> listener.started(run, network));
    }

    @Override
    public void step(int step, long images, double loss) {
        tell("a step was taken", listener -> listener.step(step, images, loss));
    }

    @Override
    public void epoch(EpochMetrics metrics) {
        tell("an epoch ended", listener -> listener.epoch(metrics));
    }

    @Override
    public void trained(Run run) {
        tell("training ended", listener -> listener.trained(run));
    }

    @Override
    public void tested(EvaluatedRun run) {
        tell("the run was tested", listener -> {
            if (listener instanceof EvaluationListener drawing) {
                drawing.tested(run);
            }
        });
    }

    @Override
    public void ended(Run run) {
        tell("the run ended", listener -> listener.ended(run));
    }
}
