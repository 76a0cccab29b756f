package org.dl4jlab.training.parallel;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.training.internal.loop.StepSource;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.runner.StepPlace;
import org.dl4jlab.training.parallel.Machines.NetworkState;
import org.dl4jlab.training.parallel.Machines.ReplicaReport;
import org.dl4jlab.training.parallel.Machines.Round;
import org.dl4jlab.training.parallel.Machines.RoundStart;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Steps that several machines take at the same time, with one averaging after some of them. */
final class RemoteSteps implements StepSource {

    private final StepPlace.Job job;
    private final Machines machines;
    private final int averagingFrequency;
    private final Machines.Copies copies;
    private final RoundTimes times;
    private final int batches;
    private Position position = new Position(0, 0);
    private boolean onEngine;

    RemoteSteps(StepPlace.Job job, Machines machines, int averagingFrequency) {
        this.job = job;
        this.machines = machines;
        this.averagingFrequency = averagingFrequency;
        this.onEngine = job.engine().isPresent();
        long largest = (images() + machines.count() - 1) / machines.count();
        this.batches = Math.toIntExact(
                (largest + job.settings().batch() - 1) / job.settings().batch());
        long start = System.nanoTime();
        this.copies = machines.start(machine -> ReplicaPart.of(job, machine, machines.count()));
        this.times = new RoundTimes((System.nanoTime() - start) / 1e9);
    }

    @Override
    public int batches() {
        return batches;
    }

    @Override
    public long images() {
        return job.data().train().size();
    }

    @Override
    public long images(int count) {
        return Math.min(images(), (long) count * job.settings().batch() * machines.count());
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public void seek(Position target) {
        position = target;
    }

    @Override
    public boolean hasNext() {
        return position.batch() < batches;
    }

    @Override
    public List<Step> take(int step, int rateReductions) {
        long began = System.nanoTime();
        TrainableNetwork network = job.network();
        Random random = Nd4j.getRandom();
        Round round = copies.train(new RoundStart(
                step,
                position.epoch(),
                position.batch(),
                averagingFrequency,
                rateReductions,
                random.rootState(),
                random.nodeState(),
                NetworkState.of(network)));
        long averaging = System.nanoTime();
        round.sum().mean().restore(network);
        ReplicaReport first = round.reports().get(0);
        random.setStates(first.randomRoot(), first.randomNode());
        List<Step> steps = steps(round.reports());
        network.setProgress(step + steps.size(), position.epoch());
        position = new Position(position.epoch(), (int) Math.min(
                batches,
                position.batch()
                        + (long) steps.size() * job.settings().gradients().accumulation()));
        onEngine &= round.reports().stream().allMatch(ReplicaReport::onEngine);
        long ended = System.nanoTime();
        times.add(step + steps.size(), round, (ended - averaging) / 1e9, (ended - began) / 1e9);
        return steps;
    }

    /** The first step of all machines as one, the second, and so on. */
    private static List<Step> steps(List<ReplicaReport> reports) {
        int count = reports.stream().mapToInt(r -> r.losses().length).max().orElse(0);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double loss = 0;
            int images = 0;
            for (ReplicaReport report : reports) {
                if (i < report.losses().length) {
                    loss += report.images()[i] * report.losses()[i];
                    images += report.images()[i];
                }
            }
            steps.add(new Step(reports.size() == 1 ? reports.get(0).losses()[i] : loss / images, images));
        }
        return steps;
    }

    boolean ranOnEngine() {
        return onEngine;
    }

    @Override
    public void close() {
        copies.close();
        times.write(job.folder(), machines.count());
    }
}
