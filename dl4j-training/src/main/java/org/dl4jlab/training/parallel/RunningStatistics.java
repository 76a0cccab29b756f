package org.dl4jlab.training.parallel;

import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.dl4jlab.training.internal.network.TrainableNetwork;

/**
 * Where BatchNorm's running means and spreads lie in a network's flat parameters. DL4J keeps a variance, or the logarithm to
 * base 10 of a standard deviation.
 *
 * @param means where each layer's means begin
 * @param spreads where its variances or logarithms begin
 * @param lengths channels of each layer
 * @param logarithms whether they are logarithms
 */
record RunningStatistics(int[] means, int[] spreads, int[] lengths, boolean[] logarithms) implements Serializable {

    /** Those of a network. */
    static RunningStatistics of(TrainableNetwork network) {
        Map<Layer, Map<String, UpdaterBlock.ParamState>> layers = new LinkedHashMap<>();
        for (UpdaterBlock block : network.updater().getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                if (parameter.getLayer() instanceof Layer layer
                        && parameter
                                .getLayer()
                                .paramTable(false)
                                .containsKey(BatchNormalizationParamInitializer.GLOBAL_MEAN)) {
                    layers.computeIfAbsent(layer, l -> new HashMap<>()).put(parameter.getParamName(), parameter);
                }
            }
        }
        int count = layers.size();
        RunningStatistics found =
                new RunningStatistics(new int[count], new int[count], new int[count], new boolean[count]);
        int i = 0;
        for (Map<String, UpdaterBlock.ParamState> parameters : layers.values()) {
            UpdaterBlock.ParamState mean = parameters.get(BatchNormalizationParamInitializer.GLOBAL_MEAN);
            UpdaterBlock.ParamState logarithm = parameters.get(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
            UpdaterBlock.ParamState spread =
                    logarithm == null ? parameters.get(BatchNormalizationParamInitializer.GLOBAL_VAR) : logarithm;
            found.means[i] = mean.getParamOffsetStart();
            found.spreads[i] = spread.getParamOffsetStart();
            found.lengths[i] = mean.getParamOffsetEnd() - mean.getParamOffsetStart();
            found.logarithms[i++] = logarithm != null;
        }
        return found;
    }

    /** Channels of all layers. */
    int size() {
        int size = 0;
        for (int length : lengths) {
            size += length;
        }
        return size;
    }
}
