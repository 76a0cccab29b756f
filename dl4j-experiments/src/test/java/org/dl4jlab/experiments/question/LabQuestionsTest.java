package org.dl4jlab.experiments.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dl4jlab.experiments.ask.Asking;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.plan.Choices;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabQuestionsTest {

    static List<Question> questions() {
        return LabQuestions.all();
    }

    @Test
    void everyQuestionHasANameOfItsOwn() {
        List<String> names = questions().stream().map(Question::name).toList();
        assertThat(names).doesNotHaveDuplicates().isNotEmpty().doesNotContain("all");
        assertThat(names).allMatch(name -> name.matches("[a-z][a-z0-9-]*"));
    }

    /** The machinery compares the variants field by field and refuses a difference that is not declared. */
    @ParameterizedTest
    @MethodSource("questions")
    void variantsBuildAndDifferOnlyInWhatTheySay(Question question) {
        Set<String> experiments = new HashSet<>();
        for (Width width : Width.values()) {
            QuestionPlan plan = question.plan(width);
            Asking.check(question, plan);
            for (VariantGroup group : plan.groups()) {
                Choices choices = Choices.of(group);
                assertThat(choices.equal()).containsKey("optimizer");
            }
            for (Variant variant : plan.variants().values()) {
                assertThat(Choices.summary(variant.experiment()).parameters()).isPositive();
                variant.experiment().settings().requireConsistent();
                experiments.add(width + variant.experiment().name());
            }
            assertThat(plan.seeds()).isGreaterThanOrEqualTo(plan.groups().isEmpty() ? 1 : 3);
        }
        int variants = Stream.of(Width.values())
                .mapToInt(width -> question.plan(width).variants().size())
                .sum();
        assertThat(experiments).as("one experiment a variant").hasSize(variants);
    }

    /** A run is repeated with the experiment of its name, whatever the width of the answer it was made for. */
    @ParameterizedTest
    @MethodSource("questions")
    void anExperimentsNameMeansOneNetwork(Question question) {
        Map<String, String> networks = new HashMap<>();
        for (Width width : Width.values()) {
            for (Variant variant : question.plan(width).variants().values()) {
                Experiment experiment = variant.experiment();
                String network = experiment.network().name() + " of "
                        + Choices.summary(experiment).parameters();
                if (!Networks.all().contains(experiment.network())) {
                    assertThat(networks.computeIfAbsent(experiment.name(), name -> network))
                            .as(experiment.name())
                            .isEqualTo(network);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyTextIsWrittenInBothLanguages(Question question) {
        inBoth(question.title());
        inBoth(question.claim());
        for (Width width : Width.values()) {
            QuestionPlan plan = question.plan(width);
            inBoth(plan.width());
            plan.groups().forEach(group -> inBoth(group.title()));
        }
    }

    private static void inBoth(LocalizedText text) {
        assertThat(text.english()).isNotBlank().doesNotMatch(".*[\\u4e00-\\u9fff].*");
        assertThat(text.chinese()).matches("(?s).*[\\u4e00-\\u9fff].*");
    }
}
