package org.dl4jlab.experiments.dashboard.sweeps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jlab.sweeps.CandidateLine;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.Ranking;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.ui.run.RunState;
import org.dl4jlab.ui.sweeps.SweepAxis;
import org.dl4jlab.ui.sweeps.SweepCandidate;
import org.dl4jlab.ui.sweeps.SweepDetails;
import org.dl4jlab.ui.sweeps.SweepSummary;

/** Turns a sweep's records into what our pages show. */
final class SweepView {

    private SweepView() {}

    static SweepSummary summary(SweepState state) {
        SweepRecord record = state.record();
        OptionalDouble test = record.winner() == null
                ? OptionalDouble.empty()
                : record.winner().tests().stream()
                        .mapToDouble(SweepRecord.Test::accuracy)
                        .average();
        return new SweepSummary(
                state.folder().name(),
                record.space(),
                record.plan().search().name().toLowerCase(Locale.ROOT),
                state.state(),
                state.candidates().size(),
                record.plan().candidates(),
                Ranking.of(state.candidates()).stream().findFirst().map(CandidateRecord::score),
                test.isPresent() ? Optional.of(test.getAsDouble()) : Optional.empty(),
                record.started());
    }

    static SweepDetails details(SweepState state) {
        SweepRecord record = state.record();
        SweepPlan plan = record.plan();
        return new SweepDetails(
                summary(state),
                Optional.ofNullable(record.question()).orElse(""),
                message(state),
                Optional.ofNullable(record.command()).orElse(""),
                plan.seed(),
                plan.workers(),
                plan.settings().epochs(),
                Optional.ofNullable(plan.pruning()).map(p -> new SweepDetails.Pruning(p.firstRung(), p.reduction())),
                Optional.ofNullable(record.data())
                        .map(d -> new SweepDetails.Data(d.title(), d.trainImages(), d.validationImages())),
                record.dimensions().stream().map(SweepView::axis).toList(),
                candidates(state),
                Optional.ofNullable(record.winner())
                        .map(w -> new SweepDetails.Winner(
                                w.candidate(),
                                plan.winnerSeeds(),
                                w.tests().stream()
                                        .map(SweepRecord.Test::accuracy)
                                        .toList())),
                state.seconds());
    }

    private static Optional<String> message(SweepState state) {
        if (state.wasKilled()) {
            return Optional.of("The process that ran this sweep is gone. Go on with: sweep --resume "
                    + state.folder().path());
        }
        return Optional.ofNullable(state.record().message())
                .map(text -> state.state() == RunState.INTERRUPTED
                        ? text + ". Go on with: sweep --resume "
                                + state.folder().path()
                        : text);
    }

    private static SweepAxis axis(Dimension d) {
        return new SweepAxis(
                d.name(),
                switch (d.scale()) {
                    case LINEAR, INTEGERS -> SweepAxis.Scale.LINEAR;
                    case LOG -> SweepAxis.Scale.LOG;
                    case CHOICES -> SweepAxis.Scale.CHOICES;
                },
                d.lowest() == null ? "" : CandidateLine.value(d.lowest()),
                d.highest() == null ? "" : CandidateLine.value(d.highest()),
                d.choices() == null ? List.of() : d.choices());
    }

    private static List<SweepCandidate> candidates(SweepState state) {
        List<Dimension> dimensions = state.record().dimensions();
        Map<Integer, Integer> ranks = new HashMap<>();
        Ranking.of(state.candidates()).forEach(c -> ranks.put(c.index(), ranks.size() + 1));
        List<SweepCandidate> all = new ArrayList<>();
        for (CandidateRecord c : state.candidates()) {
            all.add(new SweepCandidate(
                    c.index(),
                    switch (c.status()) {
                        case DONE -> SweepCandidate.Status.DONE;
                        case PRUNED -> SweepCandidate.Status.PRUNED;
                        case DIVERGED, FAILED -> SweepCandidate.Status.FAILED;
                    },
                    Optional.ofNullable(ranks.get(c.index())),
                    words(dimensions, c.hyperparameters()),
                    places(dimensions, c.hyperparameters()),
                    accuracies(c.curve()),
                    Optional.ofNullable(c.parameters()),
                    c.seconds(),
                    Optional.ofNullable(c.reason()),
                    Optional.ofNullable(c.host())));
        }
        for (LiveSweep.Training t : state.training()) {
            all.add(new SweepCandidate(
                    t.proposal().index(),
                    SweepCandidate.Status.RUNNING,
                    Optional.empty(),
                    words(dimensions, t.proposal().hyperparameters()),
                    places(dimensions, t.proposal().hyperparameters()),
                    accuracies(t.curve()),
                    Optional.empty(),
                    (System.currentTimeMillis() - t.startedMillis()) / 1e3,
                    Optional.empty(),
                    t.host()));
        }
        all.sort(Comparator.comparingInt(SweepCandidate::index));
        return all;
    }

    private static List<String> words(List<Dimension> dimensions, Map<String, Object> values) {
        return dimensions.stream()
                .map(d -> CandidateLine.value(values.get(d.name())))
                .toList();
    }

    private static List<Double> places(List<Dimension> dimensions, Map<String, Object> values) {
        return dimensions.stream().map(d -> d.position(values.get(d.name()))).toList();
    }

    private static List<Double> accuracies(List<CandidateRecord.Point> curve) {
        return curve.stream().map(CandidateRecord.Point::validationAccuracy).toList();
    }
}
