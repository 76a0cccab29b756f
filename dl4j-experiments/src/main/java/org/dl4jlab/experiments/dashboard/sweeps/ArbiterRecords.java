package org.dl4jlab.experiments.dashboard.sweeps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.ui.data.GlobalConfigPersistable;
import org.deeplearning4j.arbiter.ui.data.ModelInfoPersistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.Search;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.ui.sweeps.ArbiterSweeps;

/**
 * The sweeps of a folder in Arbiter's own records, written when Arbiter's page asks for a sweep, and again as far as it has
 * changed since. So the page shows finished sweeps and follows those under way.
 */
public final class ArbiterRecords implements ArbiterSweeps {

    private final SweepFolders folders;
    private final Function<String, Optional<SearchSpace>> spaces;
    private final StatsStorage storage = new InMemoryStatsStorage();
    private final Map<String, Shown> shown = new HashMap<>();

    /**
     * What the storage holds of a sweep.
     *
     * @param plan as of when it was written
     * @param space of the candidates; it knows the genes' places
     * @param configuration the plan in Arbiter's words, as JSON
     * @param candidates of each, how far it was
     */
    private record Shown(SweepPlan plan, CandidateSpace space, String configuration, Map<Integer, String> candidates) {}

    /** @param spaces a new search space of a name; empty if there is none */
    public ArbiterRecords(SweepFolders folders, Function<String, Optional<SearchSpace>> spaces) {
        this.folders = folders;
        this.spaces = spaces;
    }

    @Override
    public Optional<String> newest() {
        return folders.newest();
    }

    @Override
    public synchronized Optional<StatsStorage> storage(String id) {
        return folders.state(id).filter(this::update).map(state -> storage);
    }

    /** Returns false if the search space is gone, or is not the one that was searched. */
    private boolean update(SweepState state) {
        String id = state.folder().name();
        Shown before = shown.get(id);
        boolean news = before == null || !before.plan().equals(state.record().plan());
        if (news) {
            Optional<Shown> now = begin(state.record(), before == null ? new HashMap<>() : before.candidates());
            if (now.isEmpty()) {
                return false;
            }
            before = now.get();
            shown.put(id, before);
        }
        for (CandidateRecord c : state.candidates()) {
            Shown sweep = before;
            news |= put(sweep, c.index(), c.status().name(), () -> ended(state, sweep.space(), c));
        }
        for (LiveSweep.Training t : state.training()) {
            Shown sweep = before;
            String epochs = "epoch " + t.curve().size();
            news |= put(sweep, t.proposal().index(), epochs, () -> training(state, sweep.space(), t));
        }
        if (news) {
            storage.putStaticInfo(summary(state, before.configuration()));
        }
        return true;
    }

    private Optional<Shown> begin(SweepRecord record, Map<Integer, String> candidates) {
        return spaces.apply(record.space())
                .map(CandidateSpace::new)
                .filter(space -> {
                    // Beginning a search tells the hyperparameters their places in the genes.
                    Search.of(
                            record.plan().search(),
                            space,
                            record.plan().seed(),
                            record.plan().gridSteps());
                    return Dimension.of(space).equals(record.dimensions());
                })
                .map(space -> new Shown(
                        record.plan(),
                        space,
                        ArbiterConfiguration.of(
                                record, spaces.apply(record.space()).orElseThrow()),
                        candidates));
    }

    private boolean put(Shown sweep, int index, String progress, Supplier<ModelInfoPersistable> info) {
        if (progress.equals(sweep.candidates().put(index, progress))) {
            return false;
        }
        storage.putUpdate(info.get());
        return true;
    }

    private static GlobalConfigPersistable summary(SweepState state, String configuration) {
        int limit = state.record().plan().candidates();
        int ended = state.candidates().size();
        int failed = (int)
                state.candidates().stream().filter(c -> !c.status().isScored()).count();
        return new GlobalConfigPersistable.Builder()
                .sessionId(state.folder().name())
                .timestamp(state.record().started().toEpochMilli())
                .optimizationConfigJson(configuration)
                .candidateCounts(Math.max(0, limit - ended), ended - failed, failed, limit)
                .optimizationRunner("SweepRunner")
                .build();
    }

    private static ModelInfoPersistable ended(SweepState state, CandidateSpace space, CandidateRecord c) {
        return info(state, space, c.index(), c.genes(), c.curve())
                .status(
                        switch (c.status()) {
                            case DONE -> CandidateStatus.Complete;
                            case PRUNED -> CandidateStatus.Cancelled;
                            case DIVERGED, FAILED -> CandidateStatus.Failed;
                        })
                .score(c.score())
                .timestamp(c.started().toEpochMilli())
                .lastUpdateTime(c.finished().toEpochMilli())
                .numParameters(c.parameters() == null ? 0 : c.parameters())
                .exceptionStackTrace(c.reason())
                .build();
    }

    private static ModelInfoPersistable training(SweepState state, CandidateSpace space, LiveSweep.Training t) {
        return info(state, space, t.proposal().index(), t.proposal().genes(), t.curve())
                .status(CandidateStatus.Running)
                .timestamp(t.startedMillis())
                .lastUpdateTime(System.currentTimeMillis())
                .build();
    }

    /** What finished candidates and those that train have in common. */
    private static ModelInfoPersistable.Builder info(
            SweepState state, CandidateSpace space, int index, double[] genes, List<CandidateRecord.Point> curve) {
        int steps = stepsPerEpoch(state.record(), space.getValue(genes));
        int[] iterations = curve.stream().mapToInt(p -> p.epoch() * steps).toArray();
        float[] scores = new float[curve.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) curve.get(i).validationAccuracy();
        }
        ModelInfoPersistable.Builder info = new ModelInfoPersistable.Builder()
                .workerId(String.valueOf(index))
                .modelIdx(index)
                .paramSpaceValues(genes)
                .numLayers(space.layers(genes))
                .totalNumUpdates(curve.size() * steps);
        info.sessionId(state.folder().name());
        // Without a single epoch the page would draw a chart of nothing.
        return curve.isEmpty() ? info : info.scoreVsIter(iterations, scores);
    }

    /** The batch is one of the hyperparameters, or common to all candidates. */
    private static int stepsPerEpoch(SweepRecord record, Map<String, Object> hyperparameters) {
        int batch = hyperparameters.get("batch") instanceof Number own
                ? own.intValue()
                : record.plan().settings().batch();
        return record.data() == null ? 0 : (record.data().trainImages() + batch - 1) / batch;
    }
}
