package org.dl4jlab.training.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks from strangers. */
class ModelFileTest {

    private static final AtomicBoolean ran = new AtomicBoolean();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void savedNetwork() throws IOException {
        file = folder.resolve("model.zip");
        MultiLayerNetwork network = (MultiLayerNetwork)
                Networks.SIMPLE_CNN.configure(Networks.SIMPLE_CNN.defaults()).initialize();
        ModelSerializer.writeModel(network, file.toFile(), true);
    }

    @Test
    void aNetworkThatDl4jSavedIsRead() throws IOException {
        assertThat(ModelFile.read(file).numParams()).isEqualTo(6422);
    }

    @Test
    void aSerialisedObjectInsideIsNeitherReadNorRun() throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(object)) {
            out.writeObject(new Payload());
        }
        add("preprocessor.bin", object.toByteArray());

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.zip")
                .hasMessageContaining("'preprocessor.bin'");
        assertThat(ran).isFalse();
    }

    @Test
    void anEntryThatUnpacksToFarMoreThanItSaysIsRefusedBeforeItFillsTheMemory() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file);
                OutputStream out = Files.newOutputStream(zip.getPath("updaterState.bin"))) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
        }

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'updaterState.bin' unpacks to more than 256 MiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@class\":\"java.io.File\"}",
                "[\"java.net.URL\",{}]",
                "{\"deep\":[{\"@class\":\"org.dl4jlab.training.internal.run.ModelFileTest$Payload\"}]}"
            })
    void aConfigurationThatNamesOtherClassesIsNotGivenToDl4j(String json) throws IOException {
        replaceConfiguration(
                configuration -> configuration.replaceFirst("\\{", "{\"extra\":" + json.replace("$", "\\$") + ","));

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no part of a network");
        assertThat(ran).isFalse();
    }

    @Test
    void aSecondMemberOfOneNameHidesNoClass() throws IOException {
        replaceConfiguration(c -> c.replaceFirst(
                "\"@class\" : \"org.deeplearning4j.nn.conf.layers", "\"@class\" : \"java.io.File\", $0"));

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Duplicate");
    }

    @Test
    void aClassThatIsNotHereIsNamed() throws IOException {
        replaceConfiguration(c -> c.replace("org.deeplearning4j.nn.conf.layers.DenseLayer", "com.example.MyLayer"));

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'com.example.MyLayer'");
    }

    @Test
    void aConfigurationOfMoreParametersThanTheFileHasTakesNoMemoryForThem() throws IOException {
        replaceConfiguration(c -> c.replaceFirst("\"nout\" : \\d+", "\"nout\" : 2000000000"));

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("parameters, but it has only");
    }

    private void replaceConfiguration(UnaryOperator<String> change) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Path entry = zip.getPath("configuration.json");
            String before = Files.readString(entry);
            String after = change.apply(before);
            assertThat(after).isNotEqualTo(before);
            Files.writeString(entry, after);
        }
    }

    private void add(String name, byte[] content) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Files.write(zip.getPath(name), content);
        }
    }

    /** Says when it is deserialised. */
    private static final class Payload implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            ran.set(true);
        }
    }
}
