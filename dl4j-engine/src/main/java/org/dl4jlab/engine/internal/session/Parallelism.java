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
 */
record Parallelism(int threads, boolean split) {
    /** Multiplications of a batch's forward pass from which sharing each layer between threads pays. */
    private static final long SHARE_FROM = 200_000_000;

    /** The same for a batch that is too small to be cut into pieces. */
    private static final long SHARE_FEW_EXAMPLES_FROM = 50_000_000;

    /**
     * Multiplications from which a piece of a batch is worth a thread: below, handing it over and waiting for
     * the result costs more than it brings.
     */
    private static final long SPLIT_FROM = 2_000_000;

    /** Fewer examples than this make the layers' own loops inefficient. */
    private static final int SMALLEST_PIECE = 8;

    /** @param available threads that may be used */
    static Parallelism of(NetworkGraph graph, PlanKey key, int available) {
        long multiplications = graph.multiplications() * key.batch();
        boolean few = key.batch() < 2 * SMALLEST_PIECE;
        if (available > 1 && multiplications >= (few ? SHARE_FEW_EXAMPLES_FROM : SHARE_FROM)) {
            return new Parallelism(available, false);
        }
        long pieces = Math.min(available, Math.min(multiplications / SPLIT_FROM, key.batch() / SMALLEST_PIECE));
        boolean split = pieces > 1 && (!key.training() || examplesAreIndependent(graph));
        return split ? new Parallelism((int) pieces, true) : new Parallelism(1, false);
    }

    /** Statistics of normalisation and masks of dropout are those of the whole batch. */
    private static boolean examplesAreIndependent(NetworkGraph graph) {
        return graph.nodes().stream()
                .map(Node::definition)
                .noneMatch(definition -> definition instanceof BatchNormalization || definition instanceof IDropout);
    }
}
