package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class ClassWeightingTest {

    /** 10 images: 10 / (2 * 8) and 10 / (2 * 2). */
    @Test
    void weightsAreInverseToTheNumberOfImages() {
        assertThat(ClassWeighting.balanced(new int[] {8, 0, 2})).containsExactly(0.625f, 1, 2.5f);
        assertThat(ClassWeighting.balanced(new int[] {5, 5})).containsExactly(1, 1);
    }

    @Test
    void everyNetworkTakesThem() {
        ImageView train = ImageView.all(MnistSlice.load().train());
        float[] expected = ClassWeighting.balanced(train.countByClass());
        for (NetworkDefinition definition : Networks.all()) {
            NetworkConfiguration configuration = definition.configure(definition.defaults());
            ClassWeighting.apply(configuration, train);
            assertThat(loss(configuration).getWeights().toFloatVector())
                    .as(definition.name())
                    .isEqualTo(expected);
        }
    }

    private static LossMCXENT loss(NetworkConfiguration configuration) {
        if (configuration instanceof NetworkConfiguration.Sequential layers) {
            int last = layers.configuration().getConfs().size() - 1;
            return loss(layers.configuration().getConf(last).getLayer());
        }
        var graph = ((NetworkConfiguration.Graph) configuration).configuration();
        var vertex = (org.deeplearning4j.nn.conf.graph.LayerVertex)
                graph.getVertices().get(graph.getNetworkOutputs().get(0));
        return loss(vertex.getLayerConf().getLayer());
    }

    private static LossMCXENT loss(org.deeplearning4j.nn.conf.layers.Layer layer) {
        return (LossMCXENT)
                (layer instanceof BaseOutputLayer output
                        ? output.getLossFn()
                        : ((org.deeplearning4j.nn.conf.layers.LossLayer) layer).getLossFn());
    }
}
