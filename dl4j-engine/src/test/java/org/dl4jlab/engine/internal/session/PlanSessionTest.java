package org.dl4jlab.engine.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.support.Data;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class PlanSessionTest {

    /** DL4J may still have room for its own way. */
    @Test
    void aPlanWithoutRoomIsReportedAndLeftToDl4j() {
        assertLeftToDl4j(new OutOfMemoryError("Cannot allocate new FloatPointer(1000)"));
    }

    @Test
    void soIsOneWithoutItsLibrary() {
        assertLeftToDl4j(new UnsatisfiedLinkError("no jnidnnl in java.library.path"));
    }

    private static void assertLeftToDl4j(Error failure) {
        PlanSession session = PlanSession.ofConstantParameters(new FailingNetwork(failure), EngineOptions.defaults());

        assertThat(session.inferencePlan(Data.features(1, 5, 7))).isEmpty();
        assertThat(session.fallbacks())
                .extracting(Unsupported::reason)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(failure.getMessage());
    }

    /** A network that fails while a plan is made for it. */
    private record FailingNetwork(Error failure) implements NetworkAccess {
        @Override
        public NetworkGraph graph(Shape input) {
            throw failure;
        }

        @Override
        public Layer[] layers() {
            throw new UnsupportedOperationException();
        }

        @Override
        public INDArray parameters() {
            throw new UnsupportedOperationException();
        }

        @Override
        public INDArray gradients() {
            throw new UnsupportedOperationException();
        }

        @Override
        public BaseMultiLayerUpdater<?> updater() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long seed() {
            return 1;
        }
    }
}
