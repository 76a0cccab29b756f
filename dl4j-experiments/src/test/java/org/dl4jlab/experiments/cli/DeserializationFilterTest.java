package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeserializationFilterTest {

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void nestedSetsWhoseHashesTakeLongAreRefusedBeforeTheyDo() throws IOException {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int level = 0; level < 100; level++) {
            Set<Object> nextLeft = new HashSet<>();
            Set<Object> nextRight = new HashSet<>(Set.of("x"));
            left.addAll(List.of(nextLeft, nextRight));
            right.addAll(List.of(nextLeft, nextRight));
            left = nextLeft;
            right = nextRight;
        }
        byte[] bytes = write(root);

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(InvalidClassException.class);
        assertThatThrownBy(() -> read(bytes, DeserializationFilter.sparkFilter()))
                .isInstanceOf(InvalidClassException.class);
    }

    @Test
    void notEvenAStreamOfSparkMayHoldAnyClass() throws Exception {
        byte[] point = write(new Point());
        assertThatThrownBy(() -> read(point, DeserializationFilter.sparkFilter()))
                .isInstanceOf(InvalidClassException.class);
    }

    @Test
    void classesThatAreNoPartOfANetworkAreRefused() throws IOException {
        byte[] bytes = write(new File("anything"));

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(InvalidClassException.class);
    }

    @Test
    void valuesAndConfigurationsPass() throws Exception {
        MultiLayerConfiguration network = ((MultiLayerNetwork) Networks.SIMPLE_CNN
                        .configure(Networks.SIMPLE_CNN.defaults())
                        .initialize())
                .getLayerWiseConfigurations();

        assertThat(read(write(network))).isEqualTo(network);
        assertThat(read(write(new java.util.ArrayList<>(List.of(1, "two", 3.0)))))
                .isEqualTo(List.of(1, "two", 3.0));
        assertThat(read(write(new java.util.HashMap<>(Map.of("a", 1L))))).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void everyCommandInstallsAFilter() {
        Main.execute("list");

        assertThat(ObjectInputFilter.Config.getSerialFilter()).isNotNull();
    }

    private static byte[] write(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        return read(bytes, DeserializationFilter.filter());
    }

    private static Object read(byte[] bytes, ObjectInputFilter filter) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            // The process may have the filter already; a stream's own may only be narrower.
            in.setObjectInputFilter(filter);
            return in.readObject();
        }
    }
}
