package org.dl4jlab.engine.layer;

import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Sgd;

class AdditionCompilerTest {
    /**
     * The seeds are such that no value lies within rounding of a ReLU's kink: there, single and double
     * precision take different sides, and one of some million values moves a gradient by 1e-3.
     */
    @ParameterizedTest
    @CsvSource({"1, 1", "7, 1", "16, 3"})
    void gradientsOfResnetEqualThoseInDoublePrecision(int batch, long seed) {
        Gradients.assertSameAsDouble(Networks.resnet18(new Sgd(0.01), 8), Data.batch(seed, batch, 3, 32, 32));
    }
}
