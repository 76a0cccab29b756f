package org.dl4jlab.engine.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.dl4jlab.engine.graph.ParameterSlice;
import org.dl4jlab.engine.graph.Unsupported;
import org.dl4jlab.engine.onednn.NativeBytes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The whole parameter update of one network: average, clip, regularise, apply the updater, subtract.
 *
 * <p>Element-wise, so the result does not depend on how the work is divided between threads.
 */
public final class ParameterUpdate {
    /** Below this number of parameters a second thread costs more than it brings. */
    private static final int PARALLEL_FROM = 500_000;

    private final List<ParameterRange> ranges;
    private final List<GradientClipping> clippings;
    private final List<RangeWorker> workers;
    private final FloatBuffer parameters;
    private final FloatBuffer gradients;
    private final FloatBuffer states;

    private ParameterUpdate(
            List<ParameterRange> ranges,
            List<GradientClipping> clippings,
            FloatBuffer parameters,
            FloatBuffer gradients,
            FloatBuffer states) {
        this.ranges = ranges;
        this.clippings = clippings;
        this.workers = ranges.stream().map(range -> new RangeWorker()).toList();
        this.parameters = parameters;
        this.gradients = gradients;
        this.states = states;
    }

    /** What in a network's updaters has no rule here, each kind once; DL4J's own updater must then be used. */
    public static List<Unsupported> refusals(BaseMultiLayerUpdater<?> updater) {
        List<Unsupported> refusals = new ArrayList<>();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                IUpdater rule = block.getGradientUpdater().getConfig();
                if (UpdateRule.of(rule).isEmpty()) {
                    refusals.add(new Unsupported(
                            "network", "updater " + rule.getClass().getSimpleName()));
                }
                if (!Penalty.areKnown(regularization(parameter))) {
                    refusals.add(new Unsupported("network", "regularisation " + regularization(parameter)));
                }
            }
        }
        return refusals.stream().distinct().toList();
    }

    /**
     * Reads a network's updater configuration.
     *
     * @param updater DL4J's updater of the network; its state array is used in place
     * @param threads how many threads may share the work
     */
    public static ParameterUpdate of(
            BaseMultiLayerUpdater<?> updater, INDArray parameters, INDArray gradients, int threads) {
        INDArray state = updater.getUpdaterStateViewArray();
        return new ParameterUpdate(
                divide(ranges(updater), threads),
                clippings(updater),
                floats(parameters),
                floats(gradients),
                state == null ? FloatBuffer.allocate(0) : floats(state));
    }

    /**
     * One update.
     *
     * @param iteration number of updates so far
     * @param epoch number of passes over the data so far
     * @param batch number of examples that the gradients are sums over
     */
    public void apply(int iteration, int epoch, int batch) {
        boolean averagedAlready = !clippings.isEmpty();
        if (averagedAlready) {
            average(batch);
            clippings.forEach(clipping -> clipping.apply(gradients));
        }
        float average = averagedAlready ? 1 : 1f / batch;
        if (workers.size() > 1 && parameters.capacity() >= PARALLEL_FROM) {
            IntStream.range(0, ranges.size()).parallel().forEach(i -> update(i, iteration, epoch, average));
        } else {
            for (int i = 0; i < ranges.size(); i++) {
                update(i, iteration, epoch, average);
            }
        }
    }

    private void update(int index, int iteration, int epoch, float average) {
        ParameterRange range = ranges.get(index);
        Penalty penalty = range.regularization().isEmpty()
                ? Penalty.NONE
                : Penalty.at(
                        range.regularization(),
                        Penalty.learningRate(range.updater(), iteration, epoch),
                        iteration,
                        epoch);
        workers.get(index)
                .update(
                        range,
                        range.rule().at(iteration, epoch),
                        penalty,
                        range.averaged() ? average : 1,
                        parameters,
                        gradients,
                        states);
    }

    private void average(int batch) {
        for (ParameterRange range : ranges) {
            if (range.averaged()) {
                for (int i = range.start(); i < range.start() + range.length(); i++) {
                    gradients.put(i, gradients.get(i) / batch);
                }
            }
        }
    }

    private static List<ParameterRange> ranges(BaseMultiLayerUpdater<?> updater) {
        List<ParameterRange> ranges = new ArrayList<>();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            int blockLength = block.getParamOffsetEnd() - block.getParamOffsetStart();
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                ParameterRange range = range(block, parameter, blockLength);
                int last = ranges.size() - 1;
                if (last >= 0 && ranges.get(last).continuesWith(range)) {
                    ranges.set(last, ranges.get(last).joinedWith(range));
                } else {
                    ranges.add(range);
                }
            }
        }
        return ranges;
    }

    private static ParameterRange range(UpdaterBlock block, UpdaterBlock.ParamState parameter, int blockLength) {
        IUpdater config = block.getGradientUpdater().getConfig();
        int start = parameter.getParamOffsetStart();
        return new ParameterRange(
                start,
                parameter.getParamOffsetEnd() - start,
                block.getUpdaterViewOffsetStart() + start - block.getParamOffsetStart(),
                blockLength,
                config,
                UpdateRule.of(config).orElseThrow(),
                parameter.getLayer().updaterDivideByMinibatch(parameter.getParamName()),
                regularization(parameter));
    }

    private static List<Regularization> regularization(UpdaterBlock.ParamState parameter) {
        List<Regularization> terms =
                parameter.getLayer().getConfig().getRegularizationByParam(parameter.getParamName());
        return terms == null ? List.of() : terms;
    }

    /** Cuts long ranges so that every thread gets work. */
    private static List<ParameterRange> divide(List<ParameterRange> ranges, int threads) {
        int piece = Math.max(PARALLEL_FROM / 8, 1);
        if (threads == 1) {
            return ranges;
        }
        List<ParameterRange> pieces = new ArrayList<>();
        for (ParameterRange range : ranges) {
            for (int offset = 0; offset < range.length(); offset += piece) {
                pieces.add(range.slice(offset, Math.min(piece, range.length() - offset)));
            }
        }
        return pieces;
    }

    private static List<GradientClipping> clippings(BaseMultiLayerUpdater<?> updater) {
        List<GradientClipping> clippings = new ArrayList<>();
        List<UpdaterBlock.ParamState> parameters = updater.getUpdaterBlocks().stream()
                .flatMap(block -> block.getLayersAndVariablesInBlock().stream())
                .toList();
        Set<Trainable> layers = Collections.newSetFromMap(new IdentityHashMap<>()); // comparing them would read arrays
        for (UpdaterBlock.ParamState first : parameters) {
            Trainable layer = first.getLayer();
            if (!layers.add(layer)) {
                continue;
            }
            GradientNormalization mode = layer.getConfig().getGradientNormalization();
            if (mode != null && mode != GradientNormalization.None) {
                List<ParameterSlice> slices = parameters.stream()
                        .filter(parameter -> parameter.getLayer() == layer)
                        .map(parameter -> new ParameterSlice(
                                parameter.getParamOffsetStart(),
                                parameter.getParamOffsetEnd() - parameter.getParamOffsetStart()))
                        .toList();
                long length = slices.stream().mapToLong(ParameterSlice::length).sum();
                clippings.add(new GradientClipping(
                        mode,
                        layer.getConfig().getGradientNormalizationThreshold(),
                        new ParameterSlice(slices.get(0).offset(), length),
                        slices));
            }
        }
        return clippings;
    }

    private static FloatBuffer floats(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("expected 32-bit floats, got " + array.dataType());
        }
        return NativeBytes.floats(array);
    }
}
