package org.dl4jlab.experiments.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Choices;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.cluster.RunSpreading;
import org.dl4jlab.experiments.cluster.SpreadRun;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the runs of a question: those that are there are taken, those that were stopped go on, and the rest is trained. The
 * runs are ordinary ones of a {@link Lab}.
 */
public final class Asking {

    private static final Logger log = LoggerFactory.getLogger(Asking.class);

    private final Lab lab;
    private final DataStore store;
    private final Optional<RunSpreading> spreading;
    private final Map<DataSource, LoadedData> loaded = new HashMap<>();

    /**
     * @param lab whose folder holds the runs
     * @param store of the images that trained networks are measured on
     */
    public Asking(Lab lab, DataStore store) {
        this(lab, store, Optional.empty());
    }

    /**
     * @param lab whose folder holds the runs; with the options of {@code spreading}
     * @param store of the images that trained networks are measured on
     * @param spreading trains runs that are not there, or not begun, elsewhere
     */
    public Asking(Lab lab, DataStore store, Optional<RunSpreading> spreading) {
        this.lab = lab;
        this.store = store;
        this.spreading = spreading;
    }

    /**
     * Gathers the runs of some variants.
     *
     * @param variants all of the plan, or some
     * @param seeds each variant is trained with each
     * @return empty if the lab was stopped; the next call goes on from there
     * @throws InvalidInputException if variants differ in what the question does not say they vary
     * @throws RunFailedException if a run failed for another reason than that its numbers grew beyond all bounds
     * @throws IOException if there can be no run folder, or one cannot be read
     */
    public Optional<Evidence> gather(
            Question question, Width width, QuestionPlan plan, List<Variant> variants, List<Seed> seeds)
            throws IOException {
        check(question, plan);
        Map<String, List<Run>> known = known(variants);
        if (spreading.isPresent()) {
            List<SpreadRun> missing = missing(question, width, variants, seeds, known);
            if (!missing.isEmpty()) {
                if (!spread(spreading.get(), missing)) {
                    return Optional.empty();
                }
                known = known(variants);
            }
        }
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        variants.forEach(variant -> runs.put(variant.name(), new ArrayList<>()));
        int total = variants.size() * seeds.size();
        int number = 0;
        // Seed by seed: whoever stops it in between has whole comparisons of the first seeds.
        for (Seed seed : seeds) {
            for (Variant variant : variants) {
                number++;
                List<Run> earlier = ofSeed(known.get(variant.name()), seed);
                Run run = run(variant.experiment(), seed, earlier, number + " of " + total);
                if (run.status() == RunStatus.INTERRUPTED) {
                    return Optional.empty();
                }
                runs.get(variant.name()).add(run);
            }
        }
        checkRecorded(plan, runs);
        return Optional.of(new Evidence(width, plan, runs, this::load));
    }

    /** @throws InvalidInputException if the plan's variants are not what the question says of them */
    public static void check(Question question, QuestionPlan plan) {
        plan.groups().forEach(Choices::of);
        for (Variant variant : plan.variants().values()) {
            if (!variant.experiment().name().startsWith(question.name())) {
                throw new InvalidInputException(
                        "Experiment '" + variant.experiment().name() + "' of question '" + question.name()
                                + "' must begin with the question's name, so that its runs are recognised.");
            }
        }
    }

    private static void checkRecorded(QuestionPlan plan, Map<String, List<Run>> runs) {
        for (VariantGroup group : plan.groups()) {
            boolean complete = group.variants().stream()
                    .allMatch(v -> runs.getOrDefault(v.name(), List.of()).stream()
                            .anyMatch(run -> run.status() == RunStatus.DONE));
            if (complete) {
                Choices.of(
                        group,
                        group.variants().stream()
                                .map(v -> runs.get(v.name()).stream()
                                        .filter(run -> run.status() == RunStatus.DONE)
                                        .findFirst()
                                        .orElseThrow()
                                        .recipe())
                                .toList());
            }
        }
    }

    /** The runs of each variant that are there, with any seed, by the variant's name. */
    private Map<String, List<Run>> known(List<Variant> variants) throws IOException {
        Map<String, List<Run>> known = new HashMap<>();
        for (Variant variant : variants) {
            Experiment experiment = variant.experiment();
            Optional<NetworkSummary> planned = experiment.data().shape().map(shape -> Choices.summary(experiment));
            List<Run> same = new ArrayList<>();
            for (Run run : lab.runs(experiment, experiment.settings())) {
                if (planned.isEmpty() || isOfNetwork(run, planned.get())) {
                    same.add(run);
                }
            }
            known.put(variant.name(), same);
        }
        return known;
    }

    /**
     * Networks that a question makes are known by their names alone in the folders of runs, and a name says nothing of a
     * change in the question's code.
     */
    private static boolean isOfNetwork(Run run, NetworkSummary planned) throws IOException {
        return RecordedRun.of(run)
                .network()
                .map(recorded -> recorded.parameters() == planned.parameters()
                        && recorded.multiplyAdds() == planned.multiplyAdds())
                .orElse(true);
    }

    private static List<Run> ofSeed(List<Run> runs, Seed seed) {
        return runs.stream().filter(run -> run.seed().equals(seed)).toList();
    }

    /** What is neither finished nor begun. */
    private static List<SpreadRun> missing(
            Question question, Width width, List<Variant> variants, List<Seed> seeds, Map<String, List<Run>> known) {
        List<SpreadRun> missing = new ArrayList<>();
        for (Seed seed : seeds) {
            for (Variant variant : variants) {
                if (ofSeed(known.get(variant.name()), seed).stream()
                        .noneMatch(run -> isFinished(run) || run.status() == RunStatus.INTERRUPTED)) {
                    missing.add(new SpreadRun(
                            variant.experiment(),
                            variant.experiment().settings(),
                            seed,
                            Optional.of(new SpreadRun.Origin(question.name(), width.name()))));
                }
            }
        }
        return missing;
    }

    /**
     * Has trained what is missing.
     *
     * @return false after a stop
     * @throws ClusterException if a run did not come back, once all others have
     */
    private static boolean spread(RunSpreading elsewhere, List<SpreadRun> missing) throws IOException {
        List<RunSpreading.Outcome> outcomes = elsewhere.train(missing);
        for (RunSpreading.Outcome outcome : outcomes) {
            Optional<String> failure = outcome.run().isEmpty()
                    ? outcome.failure()
                    : outcome.run().filter(run -> !isFinished(run)).flatMap(Run::message);
            if (failure.isPresent()) {
                throw new ClusterException(outcome.planned().title() + " failed: " + failure.get());
            }
        }
        return outcomes.stream().allMatch(outcome -> outcome.run().isPresent());
    }

    /** @param known earlier runs of the experiment and the seed */
    private Run run(Experiment experiment, Seed seed, List<Run> known, String number) throws IOException {
        Optional<Run> finished = known.stream().filter(Asking::isFinished).reduce((first, second) -> second);
        if (finished.isPresent()) {
            log.info(
                    "Run {}: {}, seed {}, is there: {}",
                    number,
                    experiment.name(),
                    seed,
                    finished.get().path());
            return finished.get();
        }
        Optional<Run> begun = known.stream()
                .filter(run -> run.status() == RunStatus.INTERRUPTED)
                .reduce((first, second) -> second);
        log.info(
                "Run {}: {}, seed {}{}",
                number,
                experiment.name(),
                seed,
                begun.isPresent() ? ", goes on where it stopped" : "");
        try {
            return begun.isPresent() ? lab.resume(experiment, begun.get()) : lab.train(experiment, seed);
        } catch (RunFailedException e) {
            // Numbers beyond all bounds are an outcome; training again would end the same way.
            Run ended = lab.open(e.logFile().toAbsolutePath().getParent());
            if (isFinished(ended)) {
                return ended;
            }
            throw e;
        }
    }

    /** Whether a run has come to an end that another one of the same seed would come to. */
    private static boolean isFinished(Run run) {
        return run.status() == RunStatus.DONE
                || run.status() == RunStatus.FAILED && run instanceof RecordedRun recorded && recorded.diverged();
    }

    private LoadedData load(DataSource source) {
        return loaded.computeIfAbsent(source, s -> s.load(store, ProgressListener.NONE));
    }
}
