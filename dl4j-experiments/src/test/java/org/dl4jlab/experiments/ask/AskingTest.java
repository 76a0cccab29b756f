package org.dl4jlab.experiments.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Outcome;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

class AskingTest {

    private static final Question QUESTION = new TinyQuestion();
    private static final List<Seed> SEEDS = Seed.range(1, 2);

    @TempDir
    Path runs;

    @BeforeAll
    static void load() {
        NativeRuntime.load();
    }

    private Optional<Evidence> gather(QuestionPlan plan, LabOptions options) throws IOException {
        return new Asking(Lab.in(runs, options), DataStore.standard())
                .gather(QUESTION, Width.QUICK, plan, List.copyOf(plan.variants().values()), SEEDS);
    }

    @Test
    void whatWasStoppedGoesOnAndWhatIsDoneIsNotRepeated() throws IOException {
        QuestionPlan plan = QUESTION.plan(Width.QUICK);
        AtomicInteger steps = new AtomicInteger();
        StopSignal.Switch stop = new StopSignal.Switch();
        RunListener counter = new RunListener() {
            @Override
            public void step(int step, long images, double loss) {
                // In the fourth epoch of the second run, for which there is a checkpoint.
                if (steps.incrementAndGet() == 200) {
                    stop.stop();
                }
            }
        };

        Optional<Evidence> stopped =
                gather(plan, LabOptions.defaults().withListener(counter).withStop(stop));

        assertThat(stopped).isEmpty();
        List<Run> before = Lab.in(runs).runs();
        assertThat(before).extracting(Run::status).containsExactlyInAnyOrder(RunStatus.DONE, RunStatus.INTERRUPTED);

        Evidence evidence = gather(plan, LabOptions.defaults()).orElseThrow();

        assertThat(Lab.in(runs).runs())
                .as("runs of two variants with two seeds")
                .hasSize(4);
        assertThat(evidence.all("one").get(0).path())
                .isIn(before.stream().map(Run::path).toList());
        assertThat(evidence.all("six").get(0).path())
                .isIn(before.stream().map(Run::path).toList());
        assertThat(evidence.done("six")).hasSize(2);

        Evidence again = gather(plan, LabOptions.defaults()).orElseThrow();
        assertThat(Lab.in(runs).runs()).as("nothing is trained again").hasSize(4);
        assertThat(again.sample("six", Metric.TEST_ACCURACY)).isEqualTo(evidence.sample("six", Metric.TEST_ACCURACY));

        // Without the engine it is another way of computing, so the runs that are there do not answer.
        assertThat(Lab.in(runs, LabOptions.defaults().withoutEngine())
                        .runs(
                                plan.variants().get("one").experiment(),
                                plan.variants().get("one").experiment().settings(),
                                Seed.of(1)))
                .isEmpty();
    }

    @Test
    void numbersBeyondAllBoundsAreAnOutcomeAndNotRepeated() throws IOException {
        Variant wild = changed(TinyQuestion.variant("wild", 2), 100);
        QuestionPlan plan = new QuestionPlan(
                List.of(new VariantGroup(
                        LocalizedText.same("rates"),
                        Set.of("learningRate"),
                        List.of(Metric.TEST_ACCURACY),
                        List.of(TinyQuestion.variant("calm", 2), wild))),
                2,
                LocalizedText.same(""));

        Evidence evidence = gather(plan, LabOptions.defaults()).orElseThrow();

        Sample calm = evidence.sample("calm", Metric.TEST_ACCURACY);
        Sample beyond = evidence.sample("wild", Metric.TEST_ACCURACY);
        long failed = Lab.in(runs).runs().stream()
                .filter(run -> run.status() == RunStatus.FAILED)
                .count();
        assertThat(beyond.missing()).isPositive().isEqualTo((int) failed);
        assertThat(beyond.text().english()).endsWith(" (" + failed + " missing)");
        assertThat(new Hypothesis.Higher(LocalizedText.same("calm is better"), calm, beyond, 0).judge(1))
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD))
                .satisfies(
                        finding -> assertThat(finding.figures().english()).contains("some of the runs have no value"));
        int folders = Lab.in(runs).runs().size();
        gather(plan, LabOptions.defaults());
        assertThat(Lab.in(runs).runs()).hasSize(folders);
    }

    @Test
    void runsOfAnotherNetworkOfTheSameNameDoNotAnswer() throws IOException {
        List<Variant> narrow = List.of(hidden("one", 1, 8), hidden("two", 2, 8));
        List<Variant> wide = List.of(hidden("one", 1, 9), hidden("two", 2, 9));

        gather(plan(narrow), LabOptions.defaults());
        gather(plan(narrow), LabOptions.defaults());
        assertThat(Lab.in(runs).runs()).hasSize(4);
        Evidence evidence = gather(plan(wide), LabOptions.defaults()).orElseThrow();

        assertThat(Lab.in(runs).runs()).hasSize(8);
        assertThat(evidence.all("one"))
                .allSatisfy(run -> assertThat(run.recipe().choices()).containsEntry("parameters", "7165"));
    }

    @Test
    void aFailureIsNotAnsweredByAnEarlierRunOfAnotherNetwork() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        gather(plan(List.of(onDisk(full, "one", 1, 8), onDisk(full, "two", 2, 8))), LabOptions.defaults());
        full.set(true);
        QuestionPlan wide = plan(List.of(onDisk(full, "one", 1, 9), onDisk(full, "two", 2, 9)));

        assertThatThrownBy(() -> gather(wide, LabOptions.defaults()))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("no space left");
    }

    private static Variant onDisk(AtomicBoolean full, String name, int epochs, int units) {
        Variant variant = hidden(name, epochs, units);
        return new Variant(name, variant.title(), variant.experiment().preparation((network, images, normalization) -> {
            if (full.get()) {
                throw new IllegalStateException("no space left");
            }
        }));
    }

    private static QuestionPlan plan(List<Variant> variants) {
        return new QuestionPlan(
                List.of(new VariantGroup(
                        LocalizedText.same("epochs"), Set.of("epochs"), List.of(Metric.TEST_LOSS), variants)),
                2,
                LocalizedText.same(""));
    }

    /** A network whose definition a question may change from one version to the next. */
    private static Variant hidden(String name, int epochs, int units) {
        Variant variant = TinyQuestion.variant(name, epochs);
        MultiLayerConfiguration layers = new NeuralNetConfiguration.Builder()
                .list(
                        new DenseLayer.Builder().nOut(units).build(),
                        new OutputLayer.Builder()
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutionalFlat(28, 28, 1))
                .build();
        return new Variant(name, variant.title(), variant.experiment().network(NetworkDefinition.of("hidden", layers)));
    }

    @Test
    void variantsMustDifferInWhatTheySayAndBeOfTheirQuestion() {
        Variant one = TinyQuestion.variant("one", 1);
        Variant six = changed(TinyQuestion.variant("six", 6), 0.2);
        QuestionPlan plan = new QuestionPlan(
                List.of(new VariantGroup(
                        LocalizedText.same("epochs alone"),
                        Set.of("epochs"),
                        List.of(Metric.TEST_LOSS),
                        List.of(one, six))),
                1,
                LocalizedText.same(""));
        assertThatThrownBy(() -> gather(plan, LabOptions.defaults()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("also differ in learningRate (one: 0.03, six: 0.2)");

        Variant strange = new Variant(
                "strange",
                LocalizedText.same("strange"),
                Experiment.named("other-strange")
                        .data(one.experiment().data())
                        .network(one.experiment().network())
                        .settings(one.experiment().settings().withEpochs(2)));
        QuestionPlan foreign = new QuestionPlan(
                List.of(new VariantGroup(
                        LocalizedText.same("epochs"),
                        Set.of("epochs"),
                        List.of(Metric.TEST_LOSS),
                        List.of(one, strange))),
                1,
                LocalizedText.same(""));
        assertThatThrownBy(() -> gather(foreign, LabOptions.defaults()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must begin with the question's name");
        assertThat(runs).isEmptyDirectory();
    }

    private static Variant changed(Variant variant, double learningRate) {
        Experiment experiment = variant.experiment();
        return new Variant(
                variant.name(),
                variant.title(),
                experiment.settings(experiment.settings().withLearningRate(learningRate)));
    }
}
