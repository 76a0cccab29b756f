package org.dl4jlab.engine.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.internal.layer.LayerCompilers;
import org.dl4jlab.engine.internal.plan.FlatArrays;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.plan.PlanOptions;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class PlanCacheTest {
    private static final Shape INPUT = Shape.flat(784);
    private final MultiLayerNetwork network = Networks.fc2layer(new Sgd(0.1));
    private int builds;

    @Test
    void aPlanIsBuiltOnce() {
        PlanCache cache = new PlanCache(1 << 20);

        assertThat(get(cache, 4)).isSameAs(get(cache, 4));
        get(cache, 8);
        get(cache, 4);
        assertThat(builds).isEqualTo(2);
        cache.clear();
    }

    @Test
    void theOldestPlansAreClosedWhenTheBudgetIsExceeded() {
        Plan measure = build(new PlanKey(INPUT, 64, false, false));
        PlanCache cache = new PlanCache(measure.bytes() * 5 / 2);
        measure.close();

        Plan first = get(cache, 64);
        for (int batch = 65; batch < 75; batch++) {
            get(cache, batch);
            assertThat(cache.bytes()).isLessThanOrEqualTo(first.bytes() * 5 / 2);
        }
        assertThat(cache.size()).isEqualTo(2);
        assertThatThrownBy(first::prepare).hasMessageContaining("closed");
        cache.clear();
    }

    @Test
    void aPlanThatCannotBeBuiltIsTriedOnceAndReported() {
        PlanCache cache = new PlanCache(1 << 20);
        int[] reports = {0};
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get(
                            new PlanKey(INPUT, 1, true, false),
                            key -> {
                                builds++;
                                throw new UnsupportedNetworkException("layer", "reason");
                            },
                            failure -> reports[0]++))
                    .isEmpty();
        }
        assertThat(builds).isEqualTo(1);
        assertThat(reports[0]).isEqualTo(1);
    }

    private Plan get(PlanCache cache, int batch) {
        return cache.get(new PlanKey(INPUT, batch, false, false), this::build, failure -> {})
                .orElseThrow();
    }

    private Plan build(PlanKey key) {
        builds++;
        return LayerCompilers.compile(
                GraphReader.read(network, key.input()),
                new FlatArrays(network.params().data().address(), 0),
                new PlanOptions(key.batch(), key.training(), key.observable(), 1, 1));
    }
}
