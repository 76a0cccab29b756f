package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Graphs;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Accelerated networks go through Java serialisation, for example to other processes. */
class SerializationTest {
    @Test
    void aSequentialNetworkGoesOnWhereItWas() throws Exception {
        MultiLayerNetwork engine = Engine.accelerate(Networks.fc2layer(new Adam(0.01)));
        DataSet batch = Data.batch(1, 8, 784);
        engine.fit(batch);

        MultiLayerNetwork copy = copy(engine);

        assertThat(copy).isInstanceOf(Accelerated.class).isNotSameAs(engine);
        assertThat(copy.params()).isEqualTo(engine.params());
        engine.fit(batch);
        copy.fit(batch);
        assertThat(copy.params()).isEqualTo(engine.params());
        assertThat(copy.updaterState()).isEqualTo(engine.updaterState());
        assertThat(copy.getIterationCount()).isEqualTo(2);
        assertThat(Engine.fallbacks(copy)).isEmpty();
    }

    @Test
    void aGraphGoesOnWhereItWas() throws Exception {
        ComputationGraph engine = Engine.accelerate(Graphs.identityShortcut(new Adam(0.01)));
        DataSet batch = Data.batch(1, 8, Graphs.image());
        engine.fit(batch);

        ComputationGraph copy = copy(engine);

        engine.fit(batch);
        copy.fit(batch);
        assertThat(copy.params()).isEqualTo(engine.params());
        assertThat(Engine.fallbacks(copy)).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Serializable> T copy(T network) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(network);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
