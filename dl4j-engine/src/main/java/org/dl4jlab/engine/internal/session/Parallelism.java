package org.dl4jlab.engine.internal.session;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Node;

/**
 * How the work on a batch is divided between cores.
 *
 * @param threads how many threads work
 * @param split whether each thread works on a piece of the batch, instead of all on one layer
 * @param wake whether a piece is always worth waking a thread that sleeps; without meaning where nothing is split
 */
record Parallelism(int threads, boolean split, boolean wake) {
    /** Multiplications of a batch's forward pass from which sharing each layer between threads pays. */
    private static final long SHARE_FROM = 200_000_000;

    /** The same for a batch that is too small to be cut into pieces. */
    private static final long SHARE_FEW_EXAMPLES_FROM = 50_000_000;

    /**
     * Multiplications from which a piece of a batch is worth a thread: below, handing it over and waiting for
     * the result costs more than it brings.
     */
    private static final long SPLIT_FROM = 2_000_000;

    /**
     * The same for predictions one right after the other, between which the threads stay awake. Not for training: what prepares
     * the next batch needs the core more.
     */
    private static final long SPLIT_AWAKE_FROM = 200_000;

    /** Fewer examples than this make the layers' own loops inefficient. */
    private static final int SMALLEST_PIECE = 8;

    /** @param available threads that may be used */
    static Parallelism of(NetworkGraph graph, PlanKey key, int available) {
        long multiplications = graph.multiplications() * key.batch();
        boolean few = key.batch() < 2 * SMALLEST_PIECE;
        if (available > 1 && multiplications >= (few ? SHARE_FEW_EXAMPLES_FROM : SHARE_FROM)) {
            return new Parallelism(available, false, true);
        }
        long most = Math.min(available, key.batch() / SMALLEST_PIECE);
        long pieces = Math.min(most, multiplications / SPLIT_FROM);
        if (pieces > 1 && (!key.training() || examplesAreIndependent(graph))) {
            return new Parallelism((int) pieces, true, true);
        }
        boolean two = !key.training() && most > 1 && multiplications >= 2 * SPLIT_AWAKE_FROM;
        return two ? new Parallelism(2, true, false) : new Parallelism(1, false, true);
    }

    /** Statistics of normalisation and masks of dropout are those of the whole batch. */
    private static boolean examplesAreIndependent(NetworkGraph graph) {
        return graph.nodes().stream()
                .map(Node::definition)
                .noneMatch(definition -> definition instanceof BatchNormalization || definition instanceof IDropout);
    }
}
