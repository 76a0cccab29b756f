package org.dl4jlab.training.internal.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * The content of {@code run.json}: everything needed to read, compare and repeat a run. Parts that are not known yet
 * (a running run has no result) are null and left out of the file.
 *
 * @param format version of this file's layout
 * @param experiment name on the command line
 * @param question what the experiment asks
 * @param status how far the run has come
 * @param message why the run failed or stopped; null if it did not
 * @param command the command line that started it
 * @param seed everything random in the run follows from it
 * @param settings every training setting by name, as used
 * @param engine how the network was to be computed, and was
 * @param data what it was trained and tested on
 * @param network what was trained
 * @param weights that the saved network has; null until it is saved
 * @param diverged true if the run failed because its numbers were no longer finite: with the same settings it would again;
 *     otherwise null
 * @param resumed each time that the run went on after an interruption or a failure; null if it never did
 * @param expected the band in which the result should lie; null if the settings are not the experiment's own
 * @param result on the test data; null until the run is done
 * @param timings in seconds; null until training ends
 * @param started when the run began
 * @param finished when it ended
 * @param source the code that ran
 * @param versions by component: dl4j-lab, DL4J, ND4J, its backend, Java, OS
 * @param machine where it ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
        int format,
        String experiment,
        String question,
        RunStatus status,
        String message,
        String command,
        long seed,
        Map<String, Object> settings,
        Engine engine,
        Data data,
        Network network,
        Weights weights,
        Boolean diverged,
        List<Resumed> resumed,
        Expected expected,
        Result result,
        Timings timings,
        Instant started,
        Instant finished,
        Source source,
        Map<String, String> versions,
        Machine machine) {

    /** The layout that this code writes. */
    public static final int FORMAT = 1;

    /**
     * A run that has just begun.
     *
     * @param engine as asked for; empty for DL4J's own layers
     */
    public static RunRecord start(
            String experiment,
            String question,
            String command,
            long seed,
            Map<String, Object> settings,
            Optional<EngineOptions> engine,
            Expected expected,
            Instant started,
            RunEnvironment surroundings) {
        return new RunRecord(
                FORMAT,
                experiment,
                question,
                RunStatus.RUNNING,
                null,
                command,
                seed,
                settings,
                Engine.asked(engine),
                null,
                null,
                null,
                null,
                null,
                expected,
                null,
                null,
                started,
                null,
                surroundings.source(),
                surroundings.versions(),
                surroundings.machine());
    }

    /**
     * The settings as typed values.
     *
     * @param others for settings that the record does not have
     * @throws org.dl4jlab.training.InvalidInputException if the record has settings that this version does not know
     */
    public TrainingSettings trainingSettings(TrainingSettings others) {
        Map<String, String> recorded = new LinkedHashMap<>();
        if (settings != null) {
            settings.forEach((name, value) -> recorded.put(name, String.valueOf(value)));
        }
        return Settings.override(others, recorded);
    }

    /** On which machines it is trained; empty for one. */
    public Optional<Parallel> parallel() {
        return Optional.ofNullable(engine).map(Engine::parallel);
    }

    public RunRecord with(Parallel known) {
        return new Changes(this).parallel(known).record();
    }

    /** How the network was to be computed; empty for DL4J's own layers. Nothing but what is recorded counts. */
    public Optional<EngineOptions> engineOptions() {
        return engine.options();
    }

    public RunRecord with(Data known) {
        return new Changes(this).data(known).record();
    }

    /** With the network, which also tells whether the engine has run it so far. */
    public RunRecord with(Network known) {
        return new Changes(this).network(known).record();
    }

    public RunRecord with(Weights known) {
        return new Changes(this).weights(known).record();
    }

    public RunRecord with(Timings known) {
        return new Changes(this).timings(known).record();
    }

    public RunRecord with(Result known) {
        return new Changes(this).result(known).record();
    }

    /**
     * @param how it ended
     * @param why it did not end well; null if it did
     */
    public RunRecord end(RunStatus how, String why, Instant when) {
        return new Changes(this).end(how, why, when).record();
    }

    /** A run whose numbers were no longer finite. */
    public RunRecord diverge(String why, Instant when) {
        return new Changes(this).end(RunStatus.FAILED, why, when).diverged().record();
    }

    /**
     * Under way again.
     *
     * @param settings from here on
     * @param expected the band in which the result should lie; null if the settings are not the experiment's own
     */
    public RunRecord resume(Resumed resumption, Map<String, Object> settings, Expected expected) {
        return new Changes(this).resume(resumption, settings, expected).record();
    }

    /**
     * Whether and how the compiled engine ran the network.
     *
     * @param asked whether it was asked to
     * @param threads as asked for; 0 left the choice to the engine
     * @param precision as asked for: {@code float32} or {@code bfloat16}
     * @param used whether all of it really ran on the engine; null until that is known
     * @param parallel how several machines trained it together; null if one did alone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Engine(boolean asked, int threads, String precision, Boolean used, Parallel parallel) {

        /** On one machine. */
        public Engine(boolean asked, int threads, String precision, Boolean used) {
            this(asked, threads, precision, used, null);
        }

        static Engine asked(Optional<EngineOptions> options) {
            return options.map(o -> new Engine(true, o.threads(), o.precision().title(), null))
                    .orElse(new Engine(false, 0, null, null));
        }

        Engine with(Parallel known) {
            return new Engine(asked, threads, precision, used, known);
        }

        Engine used(boolean ran) {
            return new Engine(asked, threads, precision, ran, parallel);
        }

        Optional<EngineOptions> options() {
            return asked
                    ? Optional.of(new EngineOptions(
                            threads, Precision.of(precision == null ? Precision.FLOAT.title() : precision)))
                    : Optional.empty();
        }
    }

    /**
     * Several machines, each with a copy of the network and a part of the images, which average their copies.
     *
     * @param machines how many
     * @param averagingFrequency steps that each takes between two averagings
     */
    public record Parallel(int machines, int averagingFrequency) {}

    /**
     * Which weights the saved network has.
     *
     * @param kind {@code last}, {@code average} or {@code best-epoch}
     * @param epoch whose weights they are, from 1; null unless they are those of the best epoch
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Weights(String kind, Integer epoch) {

        /** Those of the last training step. */
        public static final Weights LAST = new Weights("last", null);

        /** The average of the weights over the steps. */
        public static final Weights AVERAGE = new Weights("average", null);

        /** Those of the epoch of highest validation accuracy. */
        public static Weights ofEpoch(int epoch) {
            return new Weights("best-epoch", epoch);
        }
    }

    /**
     * One time that the run went on.
     *
     * @param step after which it did; 0 if there was no checkpoint
     * @param at when
     * @param command the command line that did it; null for a program's call
     * @param threads that compute side by side from here on
     * @param changes to settings, by name; empty if it went on as before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resumed(int step, Instant at, String command, Integer threads, Map<String, Change> changes) {}

    /**
     * A changed setting.
     *
     * @param from its value until then
     * @param to its value from then on
     */
    public record Change(Object from, Object to) {}

    /**
     * @param id of the data set in the catalogue
     * @param title for people
     * @param shape {@code [channels, height, width]}
     * @param classes name of class 0, 1, …
     * @param trainImages number of images trained on
     * @param validationImages number of training images held out for choices
     * @param testImages number of images tested on
     * @param permutedPixels whether one fixed permutation was applied to the pixels of every image
     * @param sha256 checksum by file name, lower-case hexadecimal
     * @param input how an image becomes the network's input
     * @param findings what a person should know of a folder of pictures, one sentence each; null for other data
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
            String id,
            String title,
            List<Integer> shape,
            List<String> classes,
            int trainImages,
            int validationImages,
            int testImages,
            boolean permutedPixels,
            Map<String, String> sha256,
            Input input,
            List<String> findings) {

        /** Whether training sees the same: what there is to say of a folder, such as a file that is not used, may change. */
        public boolean sameImages(Data other) {
            return withoutFindings().equals(other.withoutFindings());
        }

        private Data withoutFindings() {
            return new Data(
                    id,
                    title,
                    shape,
                    classes,
                    trainImages,
                    validationImages,
                    testImages,
                    permutedPixels,
                    sha256,
                    input);
        }

        /** Data of which there is nothing to say. */
        public Data(
                String id,
                String title,
                List<Integer> shape,
                List<String> classes,
                int trainImages,
                int validationImages,
                int testImages,
                boolean permutedPixels,
                Map<String, String> sha256,
                Input input) {
            this(
                    id,
                    title,
                    shape,
                    classes,
                    trainImages,
                    validationImages,
                    testImages,
                    permutedPixels,
                    sha256,
                    input,
                    null);
        }
    }

    /**
     * How the bytes of an image become the numbers that the network sees: {@code (byte / 255 - mean) / std}.
     *
     * @param mean of each channel
     * @param std standard deviation of each channel
     * @param permutationSeed of {@link org.dl4jlab.data.augment.PixelPermutation#random}; null if pixels keep their
     *     places
     * @param flat whether the network takes {@code [batch, channels * height * width]} instead of {@code [batch,
     *     channels, height, width]}
     * @param preprocessing how a picture becomes such an image
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Input(
            List<Float> mean, List<Float> std, Long permutationSeed, boolean flat, PicturePreprocessing preprocessing) {

        public static Input of(
                Normalization normalization, Long permutationSeed, boolean flat, PicturePreprocessing preprocessing) {
            return new Input(normalization.means(), normalization.deviations(), permutationSeed, flat, preprocessing);
        }

        /** Mean and deviation as they are applied. */
        public Normalization normalization() {
            return Normalization.of(mean, std);
        }
    }

    /**
     * @param name in the registry of networks
     * @param parameters number of weights and biases, without the running statistics
     * @param statistics number of values that are kept but not learned: BatchNorm's running means and variances, which
     *     DL4J's {@code numParams()} counts too
     * @param engine whether the compiled engine ran it (false: DL4J's own layers)
     * @param precision of the numbers that the engine's convolutions multiplied: {@code float32} or {@code bfloat16}
     * @param layers in the order of the configuration
     * @param start the trained weights that it began with; null for random ones
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Network(
            String name,
            long parameters,
            long statistics,
            boolean engine,
            String precision,
            List<Layer> layers,
            Start start) {

        /** A network that began with random weights. */
        public Network(
                String name, long parameters, long statistics, boolean engine, String precision, List<Layer> layers) {
            this(name, parameters, statistics, engine, precision, layers, null);
        }

        /** Of one image's way through it. */
        public long multiplyAdds() {
            return layers.stream().mapToLong(Layer::multiplyAdds).sum();
        }

        public Network onEngine(boolean ran) {
            return new Network(name, parameters, statistics, ran, precision, layers, start);
        }
    }

    /**
     * @param origin path of the run or file
     * @param sha256 of its parameters, lower-case hexadecimal
     * @param newLayers names of the layers that began with random weights all the same
     */
    public record Start(String origin, String sha256, List<String> newLayers) {}

    /**
     * @param name in the configuration
     * @param kind what it does, for example {@code conv 5x5}
     * @param output shape for one image: {@code [channels, height, width]} or {@code [units]}
     * @param parameters number of weights and biases, without the running statistics
     * @param multiplyAdds of one image's forward pass
     */
    public record Layer(String name, String kind, List<Long> output, long parameters, long multiplyAdds) {

        /** One for each layer of a network. */
        public static List<Layer> of(NetworkSummary summary) {
            return summary.layers().stream()
                    .map(l -> new Layer(
                            l.name(),
                            l.counted() ? l.kind() : l.kind() + ", multiply-adds not known",
                            l.outputShape(),
                            l.parameters(),
                            l.multiplyAdds()))
                    .toList();
        }
    }

    /**
     * @param lowest accuracy, in [0, 1]
     * @param highest accuracy, in [0, 1]
     */
    public record Expected(double lowest, double highest) {

        public boolean contains(double accuracy) {
            return accuracy >= lowest && accuracy <= highest;
        }
    }

    /**
     * @param accuracy on the test data, in [0, 1]
     * @param averageLoss on the test data, in nats
     * @param correct number of images classified correctly
     * @param images number of images tested
     * @param metrics everything else; null where nothing else was measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(double accuracy, double averageLoss, int correct, int images, ResultMetrics metrics) {

        /** Accuracy and loss alone. */
        public Result(double accuracy, double averageLoss, int correct, int images) {
            this(accuracy, averageLoss, correct, images, null);
        }
    }

    /**
     * @param loadSeconds data set from disk (or network) to memory
     * @param buildSeconds network and batches made ready
     * @param trainSeconds training alone, validation passes not counted
     * @param testSeconds the one pass over the test data
     * @param totalSeconds from the start of the run to its last result
     * @param trainImagesPerSecond images trained on by training second
     */
    public record Timings(
            double loadSeconds,
            double buildSeconds,
            double trainSeconds,
            double testSeconds,
            double totalSeconds,
            double trainImagesPerSecond) {}

    /**
     * @param commit git commit of the project folder; null outside of a repository
     * @param modified whether tracked files differed from that commit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(String commit, boolean modified) {}

    /**
     * @param cpu model name
     * @param cores logical processors that the JVM may use
     * @param memoryBytes physical memory
     * @param maxHeapBytes the JVM's heap limit
     * @param threads that compute side by side
     */
    public record Machine(String cpu, int cores, long memoryBytes, long maxHeapBytes, int threads) {}
}
