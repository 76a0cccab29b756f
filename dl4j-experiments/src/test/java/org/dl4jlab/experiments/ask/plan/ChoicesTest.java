package org.dl4jlab.experiments.ask.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Run.Recipe;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.Test;

class ChoicesTest {

    private static final Experiment BASE = Experiment.named("q-base")
            .data(DataSets.MNIST)
            .network(Networks.SIMPLE_CNN)
            .settings(TrainingSettings.defaults());

    private static VariantGroup group(Set<String> varies, Experiment... experiments) {
        List<Variant> variants = new java.util.ArrayList<>();
        for (Experiment experiment : experiments) {
            variants.add(new Variant("v" + variants.size(), LocalizedText.same("v"), experiment));
        }
        return new VariantGroup(LocalizedText.same("g"), varies, List.of(Metric.TEST_ACCURACY), variants);
    }

    @Test
    void whatIsEqualAndWhatDiffersIsReadOffTheExperiments() {
        Experiment other = BASE.settings(BASE.settings().withBatch(128)).network(Networks.FC2_LAYER);

        Choices choices = Choices.of(group(Set.of("batch", "network"), BASE, other));

        assertThat(choices.different())
                .containsEntry("batch", List.of("64", "128"))
                .containsEntry("network", List.of("simple-cnn", "fc2layer"))
                .containsEntry("parameters", List.of("6422", "6442"))
                .hasSize(3);
        assertThat(choices.equal()).containsEntry("learningRate", "0.01").containsEntry("data", "MNIST");
    }

    @Test
    void aDifferenceThatIsNotDeclaredIsRefusedByName() {
        refused("batch", BASE.settings(BASE.settings().withBatch(128)));
        refused("network", BASE.network(Networks.FC2_LAYER));
        refused("permutedPixels", BASE.permutedPixels());
        refused("data", BASE.data(DataSets.FASHION_MNIST));
        refused("preparation", BASE.preparation((network, training, normalization) -> {}));
        refused("normalization", BASE.normalization(Normalization.of(new float[] {0.5f}, new float[] {0.5f})));
    }

    private static void refused(String name, Experiment other) {
        assertThatThrownBy(() -> Choices.of(group(Set.of("momentum"), BASE, other)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("also differ in " + name + " (v0: ");
    }

    @Test
    void aDeclaredDifferenceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Choices.of(group(
                        Set.of("batch", "momentum"),
                        BASE,
                        BASE.settings(BASE.settings().withBatch(128)))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("are said to vary momentum, but are equal in it");
    }

    @Test
    void recordedRecipesAreComparedLikewise() {
        VariantGroup group =
                group(Set.of("batch"), BASE, BASE.settings(BASE.settings().withBatch(128)));
        Recipe first = new Recipe("a", Map.of("batch", "64", "precision", "float32"));
        Recipe second = new Recipe("b", Map.of("batch", "128", "precision", "float32"));
        assertThat(Choices.of(group, List.of(first, second)).different()).containsOnlyKeys("batch");

        Map<String, String> inexact = new LinkedHashMap<>(second.choices());
        inexact.put("precision", "bfloat16");
        assertThatThrownBy(() -> Choices.of(group, List.of(first, new Recipe("b", inexact))))
                .hasMessageContaining("also differ in precision (v0: float32, v1: bfloat16)");
    }
}
