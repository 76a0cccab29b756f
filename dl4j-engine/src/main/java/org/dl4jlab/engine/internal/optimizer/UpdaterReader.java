package org.dl4jlab.engine.internal.optimizer;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** Reads the updater of a network: which parameters are updated alike, and how gradients are normalised. */
final class UpdaterReader {
    private final List<ParameterRange> ranges = new ArrayList<>();
    private final List<GradientNorm> norms = new ArrayList<>();

    /** Layers by identity: DL4J's layers compare by content, which looks into arrays that may be gone. */
    private final Map<Trainable, List<UpdaterBlock.ParamState>> byLayer = new IdentityHashMap<>();

    private final Map<Trainable, Integer> normOfLayer = new IdentityHashMap<>();

    UpdaterReader(BaseMultiLayerUpdater<?> updater) {
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                byLayer.computeIfAbsent(parameter.getLayer(), layer -> new ArrayList<>())
                        .add(parameter);
            }
        }
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                add(range(block, parameter));
            }
        }
    }

    /** All parameters, in order. */
    List<ParameterRange> ranges() {
        return List.copyOf(ranges);
    }

    /** What {@link ParameterRange#norm()} counts. */
    List<GradientNorm> norms() {
        return List.copyOf(norms);
    }

    /** The regularisation of a parameter. */
    static List<Regularization> regularization(UpdaterBlock.ParamState parameter) {
        List<Regularization> terms =
                parameter.getLayer().getConfig().getRegularizationByParam(parameter.getParamName());
        return terms == null ? List.of() : terms;
    }

    private void add(ParameterRange range) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).continuesWith(range)) {
            ranges.set(last, ranges.get(last).joinedWith(range));
        } else {
            ranges.add(range);
        }
    }

    private ParameterRange range(UpdaterBlock block, UpdaterBlock.ParamState parameter) {
        IUpdater config = block.getGradientUpdater().getConfig();
        GradientNorm.Part part = part(parameter);
        return new ParameterRange(
                part.start(),
                part.length(),
                block.getUpdaterViewOffsetStart() + part.start() - block.getParamOffsetStart(),
                block.getParamOffsetEnd() - block.getParamOffsetStart(),
                config,
                UpdateRule.of(config).orElseThrow(),
                part.averaged(),
                norm(parameter),
                regularization(parameter));
    }

    private int norm(UpdaterBlock.ParamState parameter) {
        Trainable layer = parameter.getLayer();
        GradientNormalization mode = layer.getConfig().getGradientNormalization();
        if (mode == null || mode == GradientNormalization.None) {
            return ParameterRange.NO_NORM;
        }
        return switch (mode) {
            case RenormalizeL2PerParamType, ClipL2PerParamType -> newNorm(mode, layer, List.of(parameter));
            default -> normOfLayer.computeIfAbsent(layer, key -> newNorm(mode, key, byLayer.get(key)));
        };
    }

    private int newNorm(GradientNormalization mode, Trainable layer, List<UpdaterBlock.ParamState> parameters) {
        norms.add(new GradientNorm(
                mode,
                layer.getConfig().getGradientNormalizationThreshold(),
                parameters.stream().map(UpdaterReader::part).toList()));
        return norms.size() - 1;
    }

    private static GradientNorm.Part part(UpdaterBlock.ParamState parameter) {
        int start = parameter.getParamOffsetStart();
        return new GradientNorm.Part(
                start,
                parameter.getParamOffsetEnd() - start,
                parameter.getLayer().updaterDivideByMinibatch(parameter.getParamName()));
    }
}
