package org.dl4jlab.training.internal.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.RunStatus;

/** A record with some parts replaced: what becomes known of a run while it goes on. */
final class Changes {

    private final RunRecord from;
    private RunStatus status;
    private String message;
    private Map<String, Object> settings;
    private RunRecord.Engine engine;
    private RunRecord.Data data;
    private RunRecord.Network network;
    private RunRecord.Weights weights;
    private Boolean diverged;
    private List<RunRecord.Resumed> resumed;
    private RunRecord.Expected expected;
    private RunRecord.Result result;
    private RunRecord.Timings timings;
    private Instant finished;

    Changes(RunRecord record) {
        this.from = record;
        this.status = record.status();
        this.message = record.message();
        this.settings = record.settings();
        this.engine = record.engine();
        this.data = record.data();
        this.network = record.network();
        this.weights = record.weights();
        this.diverged = record.diverged();
        this.resumed = record.resumed();
        this.expected = record.expected();
        this.result = record.result();
        this.timings = record.timings();
        this.finished = record.finished();
    }

    Changes data(RunRecord.Data known) {
        data = known;
        return this;
    }

    Changes network(RunRecord.Network known) {
        network = known;
        engine = engine.used(known.engine());
        return this;
    }

    Changes parallel(RunRecord.Parallel known) {
        engine = engine.with(known);
        return this;
    }

    Changes weights(RunRecord.Weights known) {
        weights = known;
        return this;
    }

    Changes timings(RunRecord.Timings known) {
        timings = known;
        return this;
    }

    Changes result(RunRecord.Result known) {
        result = known;
        return this;
    }

    Changes end(RunStatus how, String why, Instant when) {
        status = how;
        message = why;
        finished = when;
        return this;
    }

    Changes diverged() {
        diverged = true;
        return this;
    }

    Changes resume(RunRecord.Resumed resumption, Map<String, Object> newSettings, RunRecord.Expected band) {
        List<RunRecord.Resumed> all = new ArrayList<>(resumed == null ? List.of() : resumed);
        all.add(resumption);
        resumed = List.copyOf(all);
        settings = newSettings;
        expected = band;
        diverged = null;
        return end(RunStatus.RUNNING, null, null);
    }

    RunRecord record() {
        return new RunRecord(
                from.format(),
                from.experiment(),
                from.question(),
                status,
                message,
                from.command(),
                from.seed(),
                settings,
                engine,
                data,
                network,
                weights,
                diverged,
                resumed,
                expected,
                result,
                timings,
                from.started(),
                finished,
                from.source(),
                from.versions(),
                from.machine());
    }
}
