package org.dl4jlab.experiments.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.network.SimpleCnn;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SearchSpacesTest {

    static List<String> names() {
        return SearchSpaces.onClassPath().all().stream().map(SearchSpace::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySpaceGivesNetworksAndSettings(String name) {
        CandidateSpace space = new CandidateSpace(SearchSpaces.onClassPath().byName(name));
        Search search = Search.of(SearchMethod.RANDOM, space, 1, 3);
        assertThat(space.space().settings().validationFraction()).isPositive();
        for (int i = 0; i < 3; i++) {
            CandidateProposal proposal = search.next().orElseThrow();
            Experiment experiment = space.experiment(proposal.genes());
            TrainingSettings settings = space.settings(space.space().settings(), proposal.genes());
            Map<String, Object> chosen = new LinkedHashMap<>(proposal.hyperparameters());
            chosen.keySet().retainAll(Settings.toMap(settings).keySet());
            assertThat(Settings.toMap(settings)).containsAllEntriesOf(chosen);
            NetworkOptions options = experiment.network().defaults().withSeed(5);
            INDArray probabilities =
                    probabilities(experiment.network().configure(options).initialize(), options.input(), experiment);
            assertThat(probabilities.shape())
                    .containsExactly(2, space.space().dataSet().classCount());
            assertThat(probabilities.sumNumber().doubleValue()).isCloseTo(2, within(1e-4));
        }
        assertThat(Dimension.of(space))
                .extracting(Dimension::name)
                .containsExactlyElementsOf(space.space().hyperparameters().keySet());
        new SweepPlan(
                SearchMethod.RANDOM,
                3,
                1,
                1,
                null,
                1,
                new SweepPlan.Pruning(1, 3),
                1,
                true,
                space.space().settings());
    }

    /** Of two black images. */
    private static INDArray probabilities(Model network, InputShape shape, Experiment experiment) {
        INDArray images = experiment.network().input() == NetworkDefinition.Input.VECTOR
                ? Nd4j.zeros(2, shape.size())
                : Nd4j.zeros(2, shape.channels(), shape.height(), shape.width());
        return network instanceof MultiLayerNetwork layers
                ? layers.output(images)
                : ((ComputationGraph) network).outputSingle(images);
    }

    @Test
    void anUnknownSpaceIsRefusedWithAGuess() {
        assertThatThrownBy(() -> SearchSpaces.onClassPath().byName("mnist-cn"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Did you mean 'mnist-cnn'");
    }

    /** The space's network with six maps is the registry's, parameter by parameter. */
    @Test
    void theNetworkOfMnistCnnIsSimpleCnn() {
        CandidateSpace space = new CandidateSpace(new MnistCnnSpace());
        Search search = Search.of(SearchMethod.RANDOM, space, 1, 3);
        CandidateProposal six = search.next().orElseThrow();
        while (!six.hyperparameters().get("featureMaps").equals(6)) {
            six = search.next().orElseThrow();
        }
        Experiment experiment = space.experiment(six.genes());
        var options = experiment.network().defaults().withSeed(11);
        MultiLayerNetwork ours =
                (MultiLayerNetwork) experiment.network().configure(options).initialize();
        MultiLayerNetwork registered = (MultiLayerNetwork)
                new NetworkConfiguration.Sequential(SimpleCnn.configure(SimpleCnn.Options.of(options))).initialize();
        INDArray parameters = registered.params();
        assertThat(ours.params()).isEqualTo(parameters);
        assertThat(parameters.length()).isEqualTo(6422);
    }

    @Test
    void aNetworkMayNotVaryWithSomethingUnnamed() {
        SearchSpace forgetful = new ForgetfulSpace();
        assertThatThrownBy(() -> new CandidateSpace(forgetful))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not among its hyperparameters");
    }

    @Test
    void axesKnowTheirScale() {
        CandidateSpace space = new CandidateSpace(new SliceSpace());
        Search.of(SearchMethod.RANDOM, space, 1, 3);
        List<Dimension> axes = Dimension.of(space);
        assertThat(axes)
                .extracting(Dimension::scale)
                .containsExactly(Dimension.Scale.LOG, Dimension.Scale.INTEGERS, Dimension.Scale.CHOICES);
        assertThat(axes.get(0).position(0.01)).isCloseTo(0.5, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(axes.get(1).position(16)).isEqualTo(1);
        assertThat(axes.get(2).choices()).containsExactly("20", "50");
    }

    private static final class ForgetfulSpace implements SearchSpace {

        private final SliceSpace slice = new SliceSpace();

        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public String question() {
            return "";
        }

        @Override
        public org.dl4jlab.data.catalog.DataSetSpec dataSet() {
            return slice.dataSet();
        }

        @Override
        public TrainingSettings settings() {
            return slice.settings();
        }

        @Override
        public Map<String, ParameterSpace<?>> hyperparameters() {
            Map<String, ParameterSpace<?>> some = new LinkedHashMap<>(slice.hyperparameters());
            some.remove("hidden");
            return some;
        }

        @Override
        public org.deeplearning4j.arbiter.MultiLayerSpace network(NetworkOptions training) {
            return slice.network(training);
        }
    }
}
