package org.dl4jlab.engine.internal.optimizer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.plan.WorkerThreads;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The whole parameter update of one network: average, normalise or clip, regularise, apply the updater, subtract. One
 * pass over parameters, gradients and state, and before it one over the gradients if their norms are asked for.
 *
 * <p>The result does not depend on the number of threads: all but the norms is element-wise, and these are added in a
 * fixed order.
 */
public final class ParameterUpdate {
    /** Below this number of parameters a second thread costs more than it brings. */
    private static final int PARALLEL_FROM = 250_000;

    private final List<ParameterRange> ranges;
    private final List<GradientNorm> norms;
    private final Pieces piecesOfRanges;
    private final Pieces piecesOfParts;
    private final List<PartOfNorm> parts;
    private final double[] squares;
    private final WorkerThreads threads;
    private final List<ChunkWorker> workers;
    private final FloatBuffer parameters;
    private final FloatBuffer gradients;
    private final FloatBuffer states;

    private ParameterUpdate(
            UpdaterReader reader,
            FloatBuffer parameters,
            FloatBuffer gradients,
            FloatBuffer states,
            WorkerThreads threads) {
        this.ranges = reader.ranges();
        this.norms = reader.norms();
        this.piecesOfRanges = new Pieces(ranges.stream().mapToInt(ParameterRange::length));
        this.parts = IntStream.range(0, norms.size())
                .filter(norm -> norms.get(norm).needsNorm())
                .boxed()
                .flatMap(norm -> norms.get(norm).parts().stream().map(part -> new PartOfNorm(norm, part)))
                .toList();
        this.piecesOfParts =
                new Pieces(parts.stream().mapToInt(part -> part.gradients().length()));
        this.squares = new double[piecesOfParts.count()];
        this.parameters = parameters;
        this.gradients = gradients;
        this.states = states;
        this.threads = threads;
        this.workers = IntStream.range(0, threads.count())
                .mapToObj(i -> new ChunkWorker())
                .toList();
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
                if (!Penalty.areKnown(UpdaterReader.regularization(parameter))) {
                    refusals.add(
                            new Unsupported("network", "regularisation " + UpdaterReader.regularization(parameter)));
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
                new UpdaterReader(updater),
                floats(parameters),
                floats(gradients),
                state == null ? FloatBuffer.allocate(0) : floats(state),
                new WorkerThreads(parameters.length() < PARALLEL_FROM ? 1 : threads));
    }

    /**
     * One update.
     *
     * @param iteration number of updates so far
     * @param epoch number of passes over the data so far
     * @param batch number of examples that the gradients are sums over and are divided by; 1 leaves them as they are
     */
    public void apply(int iteration, int epoch, int batch) {
        double[] norm = norms(1.0 / batch);
        RangeSettings[] settings = new RangeSettings[ranges.size()];
        for (int i = 0; i < settings.length; i++) {
            settings[i] = settings(ranges.get(i), iteration, epoch, 1.0 / batch, norm);
        }
        threads.run(piecesOfRanges.count(), (thread, index) -> {
            Pieces.Piece piece = piecesOfRanges.get(index);
            workers.get(thread)
                    .update(settings[piece.stretch()], piece.offset(), piece.length(), parameters, gradients, states);
        });
    }

    private RangeSettings settings(ParameterRange range, int iteration, int epoch, double average, double[] norm) {
        double rate = Penalty.learningRate(range.updater(), iteration, epoch);
        boolean isNormalised = range.norm() != ParameterRange.NO_NORM;
        return new RangeSettings(
                range,
                (range.averaged() ? average : 1)
                        * (isNormalised ? norms.get(range.norm()).factor(norm[range.norm()]) : 1),
                isNormalised ? norms.get(range.norm()).limit() : Float.POSITIVE_INFINITY,
                range.regularization().isEmpty()
                        ? Penalty.NONE
                        : Penalty.at(range.regularization(), rate, iteration, epoch),
                range.rule().at(iteration, epoch));
    }

    /** The norms of the averaged gradients. */
    private double[] norms(double average) {
        threads.run(piecesOfParts.count(), (thread, index) -> {
            Pieces.Piece piece = piecesOfParts.get(index);
            int start = parts.get(piece.stretch()).gradients().start() + piece.offset();
            squares[index] = workers.get(thread).sumOfSquares(gradients, start, piece.length());
        });
        double[] sums = new double[norms.size()];
        for (int i = 0; i < piecesOfParts.count(); i++) {
            PartOfNorm part = parts.get(piecesOfParts.get(i).stretch());
            sums[part.norm()] += squares[i] * (part.gradients().averaged() ? average * average : 1);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.sqrt(sums[i]);
        }
        return sums;
    }

    private static FloatBuffer floats(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("expected 32-bit floats, got " + array.dataType());
        }
        return NativeBytes.floats(array);
    }

    /** Some gradients and the number of the norm that they belong to. */
    private record PartOfNorm(int norm, GradientNorm.Part gradients) {}
}
