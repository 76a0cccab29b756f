package org.dl4jlab.engine.layer;

import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Sgd;

class DenseCompilerTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void gradientsOfDenseLayersEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(Networks.fc2layer(new Sgd(0.01)), Data.batch(1, batch, 784));
    }
}
