package org.dl4jlab.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.reproduction.RecipeMatch;
import org.dl4jlab.training.internal.reproduction.RecordedExperiment;
import org.dl4jlab.training.internal.reproduction.RecordedRecipe;
import org.dl4jlab.training.internal.reproduction.RunComparison;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.runner.RunDataEvaluator;
import org.slf4j.Logger;

/**
 * A folder of runs, and the work that fills it.
 *
 * <pre>{@code
 * Run run = Lab.in(Path.of("runs")).train(experiment, Seed.of(1));
 * }</pre>
 *
 * <p>A lab does one thing at a time. Different labs may work side by side, in one process or in several. What a lab does is
 * logged to SLF4J; a run's own lines are also in {@code run.log} in its folder.
 */
public final class Lab {

    private static final Logger log = RunLog.logger(Lab.class);

    private final Path runs;
    private final LabOptions options;
    private final ExperimentRunner runner;

    private Lab(Path runs, LabOptions options) {
        this.runs = runs;
        this.options = options;
        this.runner = new ExperimentRunner(runs, options);
    }

    /** @param runs folder in which each run makes its own; made when it is first needed */
    public static Lab in(Path runs) {
        return in(runs, LabOptions.defaults());
    }

    /** @param runs folder in which each run makes its own; made when it is first needed */
    public static Lab in(Path runs, LabOptions options) {
        return new Lab(runs, options);
    }

    /**
     * Trains and tests an experiment with its own settings.
     *
     * @return the run, done or, if the lab was stopped, interrupted
     * @throws InvalidInputException if the experiment is not complete or its settings do not go together; nothing is left
     *     behind then
     * @throws RunFailedException if the run failed; its folder says so
     * @throws IOException if there can be no run folder
     */
    public Run train(Experiment experiment, Seed seed) throws IOException {
        return train(experiment, experiment.settings(), seed);
    }

    /**
     * Trains and tests an experiment with other settings than its own; what it expects does not hold then. See
     * {@link #train(Experiment, Seed)}.
     */
    public Run train(Experiment experiment, TrainingSettings settings, Seed seed) throws IOException {
        return runner.run(experiment, settings, seed.value());
    }

    /**
     * Trains and tests an experiment once for each seed, until all are done or the lab is stopped. See
     * {@link #train(Experiment, Seed)}.
     *
     * @return one run for each seed, fewer if the lab was stopped; the last one is then interrupted
     */
    public List<Run> train(Experiment experiment, List<Seed> seeds) throws IOException {
        return train(experiment, experiment.settings(), seeds);
    }

    /** The same with other settings than the experiment's own; what it expects does not hold then. */
    public List<Run> train(Experiment experiment, TrainingSettings settings, List<Seed> seeds) throws IOException {
        List<Run> done = new ArrayList<>();
        for (Seed seed : seeds) {
            Run run = train(experiment, settings, seed);
            done.add(run);
            if (run.status() == RunStatus.INTERRUPTED) {
                break;
            }
        }
        return List.copyOf(done);
    }

    /**
     * Trains an experiment's network for at most 200 steps with a learning rate that rises from one to the next, and leaves
     * the numbers in this lab's folder. Test data are not touched.
     *
     * @return what the loss did, up to a stop
     * @throws InvalidInputException if the settings do not go together or do not fit the experiment
     * @throws IllegalStateException if fewer than two steps could be made
     * @throws IOException if the numbers cannot be written
     */
    public LearningRateScan scanLearningRates(Experiment experiment, TrainingSettings settings, Seed seed)
            throws IOException {
        return runner.scanLearningRates(experiment, settings, seed.value());
    }

    /**
     * Goes on with a run that was interrupted, was killed or failed, on the engine as before, from its last checkpoint; from
     * the start if it has none. With its own settings and as many threads as before, it ends with the same weights, bit for
     * bit, as a run that was never stopped.
     *
     * <pre>{@code
     * lab.resume(experiment, run, settings -> settings.withEpochs(30).withLearningRate(0.001));
     * }</pre>
     *
     * @param experiment that the run is of
     * @param change makes the settings to go on with of the run's own; the changes are recorded
     * @throws InvalidInputException if the run is done, is still going on, is of another experiment, or diverged and would
     *     again; if a setting is changed that a checkpoint rests on, such as the batch size
     * @throws RunFailedException if the run failed; its folder says so
     * @throws IOException if the folder or its checkpoints cannot be read
     */
    public Run resume(Experiment experiment, Run run, UnaryOperator<TrainingSettings> change) throws IOException {
        return runner.resume(experiment, new RunFolder(run.path()), change);
    }

    /** As {@link #resume(Experiment, Run, UnaryOperator)}, with the run's own settings. */
    public Run resume(Experiment experiment, Run run) throws IOException {
        return resume(experiment, run, UnaryOperator.identity());
    }

    /** As {@link #resume(Experiment, Run)}, with the experiment that the run's folder describes. */
    public Run resume(Run run) throws IOException {
        return resume(experiment(run), run);
    }

    /**
     * Runs a recorded run again, with its settings and seed and on the engine as before, and compares the two.
     *
     * @param experiment that the run is of
     * @throws InvalidInputException if the run has no result
     * @throws RunFailedException if the repetition failed; its folder says so
     * @throws IOException if there can be no run folder, or a file cannot be read
     */
    public Reproduction reproduce(Experiment experiment, Run run) throws IOException {
        RecordedRun original = RecordedRun.of(run);
        RecordedRecipe recipe = RecordedRecipe.of(original, experiment);
        RecordedRun repetition = new ExperimentRunner(runs, options.withEngine(recipe.engine()))
                .run(experiment, recipe.settings(), recipe.seed().value());
        return repetition.status() == RunStatus.DONE
                ? RunComparison.of(original, repetition, recipe.notes())
                : new Reproduction(original, repetition, List.of(), List.of(), recipe.notes());
    }

    /** As {@link #reproduce(Experiment, Run)}, with the experiment that the run's folder describes. */
    public Reproduction reproduce(Run run) throws IOException {
        return reproduce(experiment(run), run);
    }

    /**
     * The experiment of an earlier run: the one that is known by its name, or one made of what the run's folder says of data,
     * network and starting weights.
     *
     * @throws InvalidInputException if neither is there, because a program made it; hand it to the call in that program
     * @throws IOException if the folder cannot be read
     */
    public Experiment experiment(Run run) throws IOException {
        return RecordedExperiment.of(RecordedRun.of(run), experiments());
    }

    /**
     * Asks the network of a finished run about other labelled images: every picture of a folder, whatever part it lies in, or
     * the test images of any other source. Pictures are brought to the network's input as the run's own were. Classes go by
     * their names. What comes out is written into a folder of its own inside the run's.
     *
     * @throws InvalidInputException if the data has a class that the network does not know, or no image that can be used
     * @throws java.util.concurrent.CancellationException if the lab was stopped; nothing is left behind then
     * @throws IOException if the run saved no network, or the result cannot be written
     */
    public DataEvaluation evaluate(Run run, DataSource data) throws IOException {
        return new RunDataEvaluator(options).evaluate(RecordedRun.of(run), data);
    }

    /**
     * Opens an earlier run.
     *
     * @param run a run folder, or its name inside of this lab's folder
     * @throws IOException if there is none, or its record cannot be read; the message says which
     */
    public Run open(Path run) throws IOException {
        Path inside = runs.resolve(run);
        return RecordedRun.open(!Files.isDirectory(run) && Files.isDirectory(inside) ? inside : run);
    }

    /**
     * The runs of this lab, by name; one whose record cannot be read is left out with a
     * warning.
     *
     * @throws IOException if the folder cannot be listed
     */
    public List<Run> runs() throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        List<Run> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(runs)) {
            for (Path child : children.sorted().toList()) {
                if (Files.isRegularFile(new RunFolder(child).recordFile())) {
                    try {
                        found.add(RecordedRun.open(child));
                    } catch (IOException damaged) {
                        log.warn("Left out: {}", damaged.getMessage());
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * The runs of this lab that {@link #train(Experiment, TrainingSettings, Seed)} would only repeat: of equal name, data,
     * network, settings, seed and way of computing, whatever became of them.
     *
     * @return in the order in which they began
     * @throws IOException if the folder cannot be listed, or a run's description cannot be read
     */
    public List<Run> runs(Experiment experiment, TrainingSettings settings, Seed seed) throws IOException {
        return runs(experiment, settings).stream()
                .filter(run -> run.seed().equals(seed))
                .toList();
    }

    /** The same, of any seed. */
    public List<Run> runs(Experiment experiment, TrainingSettings settings) throws IOException {
        RecipeMatch match = new RecipeMatch(experiment, settings, options.engine());
        List<Run> found = new ArrayList<>();
        for (Run run : runs()) {
            if (match.matches(RecordedRun.of(run))) {
                found.add(run);
            }
        }
        found.sort(Comparator.comparing(Run::started));
        return List.copyOf(found);
    }

    /**
     * The experiments that are known by name: those of {@link LabOptions#experiments()}, then those of every
     * {@link ExperimentProvider} on the class path. Of two with the same name the first counts.
     */
    public List<Experiment> experiments() {
        Map<String, Experiment> byName = new LinkedHashMap<>();
        options.experiments().forEach(e -> byName.putIfAbsent(e.name(), e));
        for (ExperimentProvider provider : ServiceLoader.load(ExperimentProvider.class)) {
            provider.experiments().forEach(e -> byName.putIfAbsent(e.name(), e));
        }
        return List.copyOf(byName.values());
    }

    /**
     * An experiment that is known by name.
     *
     * @throws InvalidInputException if there is none; the message guesses what was meant
     */
    public Experiment experiment(String name) {
        List<Experiment> known = experiments();
        return known.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = known.stream().map(Experiment::name).toList();
            return new InvalidInputException(NearestName.explain("experiment", name, names));
        });
    }

    /**
     * A run and its repetition side by side.
     *
     * @param original the run that was repeated
     * @param repetition of it; interrupted if it was stopped, and then nothing was compared
     * @param numbers what must be equal, each checked to the last bit
     * @param surroundings what differs in data, code, versions and machine; empty if all that is recorded is the same
     * @param notes a sentence for each thing that the record does not say
     */
    public record Reproduction(
            Run original, Run repetition, List<Check> numbers, List<Difference> surroundings, List<String> notes) {

        public Reproduction {
            numbers = List.copyOf(numbers);
            surroundings = List.copyOf(surroundings);
            notes = List.copyOf(notes);
        }

        /** How one quantity compares. */
        public enum Outcome {
            EQUAL,
            DIFFERENT,
            /** The first run left no file of it. */
            NOT_RECORDED
        }

        /**
         * @param name of a quantity
         * @param outcome of comparing it
         * @param detail its value, or how the two values differ
         */
        public record Check(String name, Outcome outcome, String detail) {}

        /**
         * @param name of a fact
         * @param before in the first run
         * @param now in the repetition
         */
        public record Difference(String name, String before, String now) {}

        /** Whether the repetition came to its end and every recorded number came out the same. */
        public boolean equal() {
            return repetition.status() == RunStatus.DONE
                    && numbers.stream().noneMatch(c -> c.outcome() == Outcome.DIFFERENT);
        }
    }

    /**
     * What the network of a finished run says about labelled images that were not part of the run.
     *
     * @param folder that holds it: {@code evaluation.json} with every metric, and {@code predictions.csv}, whose images count
     *     in {@code images.csv}
     * @param data name of the data, for people
     * @param evaluation of the images, in the classes of the run
     * @param images path of each picture below the data's root, or its number in a data set
     * @param leftOut a sentence for each picture that could not be used
     */
    public record DataEvaluation(
            Path folder, String data, Evaluation evaluation, List<String> images, List<String> leftOut) {

        public DataEvaluation {
            images = List.copyOf(images);
            leftOut = List.copyOf(leftOut);
        }
    }
}
