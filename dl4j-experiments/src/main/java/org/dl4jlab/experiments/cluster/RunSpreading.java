package org.dl4jlab.experiments.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobResult;
import org.dl4jlab.training.internal.reproduction.RecordedExperiment;
import org.dl4jlab.training.internal.run.JsonFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains runs on a cluster, several at a time. Each becomes a run folder here as soon as it is back. */
public final class RunSpreading {

    private static final Logger log = LoggerFactory.getLogger(RunSpreading.class);

    /**
     * What became of a run.
     *
     * @param planned as it was asked for
     * @param run that came back, done or failed; empty if none came
     * @param failure why none came; empty after a stop
     */
    public record Outcome(SpreadRun planned, Optional<Run> run, Optional<String> failure) {}

    private static final Seed ANY_SEED = Seed.of(0);

    private final Cluster cluster;
    private final Path runs;
    private final LabOptions options;

    /**
     * @param runs folder that the runs come to
     * @param options engine, command and stop signal of the runs
     */
    public RunSpreading(Cluster cluster, Path runs, LabOptions options) {
        this.cluster = cluster;
        this.runs = runs;
        this.options = options.withEngine(engine(options, cluster));
    }

    /** How a cluster computes: where the engine has the choice of threads, with as many as a job may have. */
    private static Optional<EngineOptions> engine(LabOptions options, Cluster cluster) {
        return options.engine().map(asked -> asked.threads() == 0 ? asked.withThreads(cluster.threads()) : asked);
    }

    /** The options with which a run that came back counts as a run of this machine's. */
    public LabOptions options() {
        return options;
    }

    /**
     * Trains runs, until all have come back or a stop was asked for.
     *
     * @return one outcome for each, in order
     * @throws org.dl4jlab.training.InvalidInputException if another machine could not know an experiment; nothing is trained
     *     then
     */
    public List<Outcome> train(List<SpreadRun> planned) throws IOException {
        List<Job> jobs = new ArrayList<>();
        Lab known = Lab.in(runs, options.withExperiments(List.of()));
        for (SpreadRun run : planned) {
            RunJob job = describe(run, options.command());
            if (job.question() == null) {
                // What cannot be rebuilt there is refused here.
                RecordedExperiment.of(job.experiment(), job.asks(), job.parts(), known.experiments());
            }
            jobs.add(new Job(
                    RunJob.HANDLER,
                    run.title(),
                    JsonFile.text(job),
                    Job.dataOf(run.experiment().data())));
        }
        // Asked once: a cluster may wait for machines that are still on their way.
        int atATime = Math.max(1, Math.min(jobs.size(), cluster.slots()));
        log.info("{} runs, {} at a time, on {}", jobs.size(), atATime, cluster.address());
        AtomicInteger back = new AtomicInteger();
        ExecutorService waiting = Executors.newFixedThreadPool(atATime);
        try (SpreadProgress progress = new SpreadProgress(planned, options)) {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                SpreadRun run = planned.get(i);
                Job job = jobs.get(i);
                futures.add(waiting.submit(() -> perform(run, job, back, jobs.size(), progress)));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while runs were trained");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            waiting.shutdownNow();
        }
    }

    /**
     * The same for a command whose runs belong together, such as the seeds of an experiment. If an earlier call was stopped or
     * killed, or had runs that did not come back, what had come back is taken, and only the rest is trained.
     */
    public List<Outcome> trainRest(List<SpreadRun> planned) throws IOException {
        ReturnedRuns returned = ReturnedRuns.of(
                Lab.in(runs, options.withExperiments(List.of())), runs, recipe(planned.get(0)), planned);
        List<Outcome> outcomes = new ArrayList<>();
        List<SpreadRun> rest = new ArrayList<>();
        for (SpreadRun run : planned) {
            Optional<Run> known = returned.find(run);
            known.ifPresent(there -> log.info("{} is there: {}", run.title(), there.path()));
            if (known.isEmpty()) {
                rest.add(run);
            }
            outcomes.add(new Outcome(run, known, Optional.empty()));
        }
        if (!rest.isEmpty()) {
            Iterator<Outcome> trained = train(rest).iterator();
            outcomes.replaceAll(outcome -> outcome.run().isPresent() ? outcome : trained.next());
        }
        long missing =
                outcomes.stream().filter(outcome -> outcome.run().isEmpty()).count();
        if (missing == 0) {
            returned.forget();
        } else {
            log.info("{} of {} runs did not come back; the same command trains these.", missing, planned.size());
        }
        return outcomes;
    }

    /** What a run has in common with those of other seeds and folds. */
    private String recipe(SpreadRun run) throws IOException {
        SpreadRun any = new SpreadRun(run.experiment(), run.settings().withFold(0), ANY_SEED, run.origin());
        return JsonFile.text(describe(any, Optional.empty()));
    }

    private RunJob describe(SpreadRun run, Optional<String> command) {
        Optional<SpreadRun.Origin> origin = run.origin();
        return new RunJob(
                run.experiment().name(),
                origin.map(SpreadRun.Origin::question).orElse(null),
                origin.map(SpreadRun.Origin::width).orElse(null),
                origin.isPresent() ? null : RecordedExperiment.describe(run.experiment()),
                run.experiment().question().orElse(null),
                run.settings(),
                run.seed().value(),
                options.engine().orElse(null),
                command.orElse(null));
    }

    private Outcome perform(SpreadRun planned, Job job, AtomicInteger back, int total, SpreadProgress progress) {
        SpreadProgress.OfRun shown = progress.new OfRun(planned);
        try {
            JobResult result = cluster.perform(job, options.stop(), shown);
            shown.ended();
            Run run = Lab.in(runs).open(result.files().unpackInto(runs));
            log.info(
                    "Run {} of {}: {}, {} on {}: {}",
                    back.incrementAndGet(),
                    total,
                    job.title(),
                    told(run),
                    result.host(),
                    run.path());
            return new Outcome(planned, Optional.of(run), Optional.empty());
        } catch (CancellationException e) {
            return new Outcome(planned, Optional.empty(), Optional.empty());
        } catch (ClusterException | IOException e) {
            shown.ended();
            log.error("Failed: {}: {}", job.title(), e.getMessage());
            return new Outcome(planned, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) { // a fault of the program or in what came back: the other runs are not to blame
            shown.ended();
            log.error("Failed: {}", job.title(), e);
            return new Outcome(planned, Optional.empty(), Optional.of(e.toString()));
        }
    }

    private static String told(Run run) {
        return run.status() == RunStatus.DONE
                ? run.result()
                        .map(result -> String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy()))
                        .orElse("done")
                : "failed (" + run.message().orElse("") + ")";
    }
}
