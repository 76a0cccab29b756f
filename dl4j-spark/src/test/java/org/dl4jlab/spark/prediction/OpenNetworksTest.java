package org.dl4jlab.spark.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenNetworksTest {

    @TempDir
    static Path folder;

    private static Run run;

    @BeforeAll
    static void train() throws IOException {
        var experiment = SliceExperiment.of("fc2layer", false);
        run = Lab.in(folder).train(experiment, experiment.settings().withEpochs(1), Seed.of(1));
    }

    @AfterEach
    void forget() {
        OpenNetworks.closeIdle();
        assertThat(OpenNetworks.size()).isZero();
    }

    @Test
    void ofNetworksThatNobodyAsksTheLastOneStaysOpen() {
        Classifier first = OpenNetworks.take("first", opening());
        OpenNetworks.giveBack("first");
        assertThat(OpenNetworks.take("first", opening())).isSameAs(first);
        OpenNetworks.giveBack("first");

        for (int i = 0; i < 5; i++) {
            OpenNetworks.take("other " + i, opening());
            OpenNetworks.giveBack("other " + i);
            assertThat(OpenNetworks.size()).isOne();
        }
    }

    @Test
    void oneThatATaskAsksStaysOpenUntilTheTaskEnds() {
        OpenNetworks.take("first", opening());
        OpenNetworks.take("second", opening());
        assertThat(OpenNetworks.size()).isEqualTo(2);

        OpenNetworks.giveBack("first");
        assertThat(OpenNetworks.size()).isOne();
        OpenNetworks.giveBack("second");
        assertThat(OpenNetworks.size()).isOne();
    }

    @Test
    void oneThatCannotBeOpenedIsNotKept() {
        assertThatThrownBy(() -> OpenNetworks.take("damaged", () -> {
                    throw new IllegalStateException("damaged");
                }))
                .hasMessage("damaged");
        assertThat(OpenNetworks.size()).isZero();
    }

    private static Supplier<Classifier> opening() {
        return () -> {
            try {
                return run.classifier();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
