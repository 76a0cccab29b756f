package org.dl4jlab.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({"fc2layer, 6442", "simple-cnn, 6422"})
    void buildsTheNetworkOfThatName(String name, long parameters) {
        NetworkDefinition definition = Networks.byName(name);
        Model network = definition.configure(definition.defaults()).initialize();
        assertThat(network.numParams()).isEqualTo(parameters);
    }

    @Test
    void suggestsTheNearestName() {
        assertThatThrownBy(() -> Networks.byName("simpel-cnn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'simpel-cnn'")
                .hasMessageContaining("Did you mean 'simple-cnn'?")
                .hasMessageContaining("fc2layer");
    }
}
