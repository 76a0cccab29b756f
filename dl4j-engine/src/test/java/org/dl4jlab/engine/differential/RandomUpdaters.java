package org.dl4jlab.engine.differential;

import java.util.List;
import java.util.function.Supplier;
import org.dl4jlab.engine.updater.Momentum;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** Updaters at random, with learning rates that are fixed or follow a schedule. */
final class RandomUpdaters {
    private final Draw draw;

    RandomUpdaters(Draw draw) {
        this.draw = draw;
    }

    IUpdater draw() {
        double rate = draw.of(0.005, 0.02, 0.05);
        boolean scheduled = draw.oneIn(3);
        ISchedule schedule = schedule(rate);
        List<Supplier<IUpdater>> updaters = List.of(
                () -> scheduled ? new Sgd(schedule) : new Sgd(rate),
                () -> scheduled ? new Nesterovs(schedule, 0.9) : new Nesterovs(rate, 0.8),
                () -> new Nesterovs(rate, draw.of(0.0, 0.5, 0.95)),
                () -> new Nesterovs(schedule, new StepSchedule(ScheduleType.ITERATION, 0.9, 0.9, 2)),
                () -> scheduled ? new Adam(schedule) : new Adam(rate),
                () -> new Adam(rate, 0.8, 0.99, 1e-4),
                () -> scheduled ? new Momentum(0.02, 0.5) : new Momentum(rate, 0.9),
                () -> scheduled ? new RmsProp(schedule) : new RmsProp(rate),
                () -> new AdaGrad(rate),
                () -> new AdaMax(rate),
                () -> new AdaDelta(),
                () -> new AMSGrad(rate),
                () -> new Nadam(rate),
                () -> new NoOp());
        boolean common = draw.oneIn(2);
        return updaters.get(draw.between(0, common ? 5 : updaters.size() - 1)).get();
    }

    private ISchedule schedule(double rate) {
        ScheduleType type = draw.of(ScheduleType.ITERATION, ScheduleType.EPOCH);
        return switch (draw.between(0, 7)) {
            case 0 -> new ExponentialSchedule(type, 2 * rate, 0.9);
            case 1 -> new StepSchedule(type, 2 * rate, 0.5, 2);
            case 2 -> new InverseSchedule(type, rate, 0.1, 2);
            case 3 -> new PolySchedule(type, rate, 2, 10);
            case 4 -> new SigmoidSchedule(type, rate, 0.5, 3);
            case 5 ->
                new MapSchedule.Builder(type).add(0, rate).add(3, rate / 4).build();
            case 6 -> new CycleSchedule(type, rate / 10, rate, 6, 2, 0.1);
            default -> new FixedSchedule(rate);
        };
    }
}
