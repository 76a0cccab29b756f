package org.dl4jlab.training.internal.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations from strangers, as files and inside of run folders. */
class NetworkFilesTest {

    @TempDir
    Path folder;

    private Path file;
    private String json;

    @BeforeEach
    void writeAConfiguration() throws IOException {
        file = folder.resolve("mine.json");
        json = ((MultiLayerNetwork) Networks.SIMPLE_CNN
                        .configure(Networks.SIMPLE_CNN.defaults())
                        .initialize())
                .getLayerWiseConfigurations()
                .toJson();
        Files.writeString(file, json);
    }

    @Test
    void whatDl4jWroteIsRead() throws IOException {
        assertThat(NetworkFiles.read(file).name()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"@class\":\"java.io.File\"}", "[\"java.net.URL\",{}]"})
    void aClassThatIsNoPartOfANetworkIsRefusedBeforeDl4jSeesIt(String part) throws IOException {
        Files.writeString(file, json.replaceFirst("\\{", "{\"extra\":" + part + ","));

        assertThatThrownBy(() -> NetworkFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mine.json")
                .hasMessageContaining("no part of a network");
    }

    @Test
    void otherTextIsNoConfiguration() throws IOException {
        Files.writeString(file, "{");

        assertThatThrownBy(() -> NetworkFiles.read(file)).hasMessageContaining("it is no JSON");
    }
}
