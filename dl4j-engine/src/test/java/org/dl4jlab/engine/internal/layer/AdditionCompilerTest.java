package org.dl4jlab.engine.internal.layer;

import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Sgd;

class AdditionCompilerTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void gradientsOfResidualNetworksEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(
                Networks.resnet18(new Sgd(0.01), 8, Networks.Kinks.NONE), Data.batch(1, batch, 3, 32, 32));
    }

    @Test
    void gradientsOfResnetOfFullWidthEqualThoseInDoublePrecision() {
        Gradients.assertSameAsDouble(
                Networks.resnet18(new Sgd(0.01), 1, Networks.Kinks.NONE), Data.batch(1, 8, 3, 32, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16})
    void gradientsOfResnetEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(
                Networks.resnet18(new Sgd(0.01), 8), Data.batch(1, batch, 3, 32, 32), Gradients.TOLERANCE_AT_KINKS);
    }
}
