package org.dl4jlab.training.parallel;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.dl4jlab.training.internal.loop.ParameterArrays;
import org.dl4jlab.training.internal.network.TrainableNetwork;

/** Machines that train copies of one network. One training at a time. */
public interface Machines {

    /** How many copies are trained. */
    int count();

    /**
     * Sends each machine its part of a training, once.
     *
     * @param parts by number of the machine, from 0; asked for one after the other
     */
    Copies start(IntFunction<ReplicaPart> parts);

    /** Copies of a network on their machines. Closing lets the machines forget them. */
    interface Copies extends AutoCloseable {

        /**
         * Has all copies go on from one state, each with its own images, and adds up the states that they come to. A copy
         * whose machine is lost may be made again elsewhere: nothing that a copy did before counts.
         */
        Round train(RoundStart start);

        @Override
        void close();
    }

    /**
     * What came of it.
     *
     * @param sum of all copies' states, added up in an order that depends on nothing but their number
     * @param reports of the machines, in their order
     * @param serializationSeconds that went into bytes and back, of the slowest machine and here
     * @param averagingSeconds that were spent here on adding up
     * @param bytes that all machines sent and received together
     */
    record Round(
            StateSum sum,
            List<ReplicaReport> reports,
            double serializationSeconds,
            double averagingSeconds,
            long bytes) {

        public Round {
            reports = List.copyOf(reports);
        }
    }

    /**
     * Where all copies begin a round.
     *
     * @param step steps that every machine has taken before
     * @param epoch epochs that are over
     * @param batch batches of this epoch that are over
     * @param steps to take; fewer if the epoch has no more
     * @param rateReductions how often the learning rate was reduced because validation stood still
     * @param randomRoot state of the random generator of machine 0, which that of one machine alone would have
     * @param randomNode the other half of it
     * @param state parameters and optimiser
     */
    record RoundStart(
            int step,
            int epoch,
            int batch,
            int steps,
            int rateReductions,
            long randomRoot,
            long randomNode,
            NetworkState state)
            implements Serializable {}

    /**
     * Parameters and the optimiser's state, both in DL4J's flat order.
     *
     * @param parameters with BatchNorm's running statistics
     * @param updater empty if the optimiser has no state
     */
    record NetworkState(float[] parameters, float[] updater) implements Serializable {

        /** A copy of what a network holds now. */
        static NetworkState of(TrainableNetwork network) {
            return new NetworkState(
                    ParameterArrays.copy(network.model().params()),
                    network.updaterState().map(ParameterArrays::copy).orElse(new float[0]));
        }

        /** Has a network go on from here. */
        void restore(TrainableNetwork network) {
            ParameterArrays.fill(network.model().params(), parameters);
            network.updaterState().ifPresent(state -> ParameterArrays.fill(state, updater));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NetworkState that
                    && Arrays.equals(parameters, that.parameters)
                    && Arrays.equals(updater, that.updater);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(parameters) + Arrays.hashCode(updater);
        }

        @Override
        public String toString() {
            return parameters.length + " parameters, " + updater.length + " numbers of the optimiser";
        }
    }

    /**
     * What a machine says of a round, besides the state of its copy.
     *
     * @param losses of each step, before its update, in nats
     * @param images of each step
     * @param seconds that it computed
     * @param randomRoot state of its random generator
     * @param randomNode the other half of it
     * @param onEngine whether its copy ran on the compiled engine
     */
    record ReplicaReport(
            double[] losses, int[] images, double seconds, long randomRoot, long randomNode, boolean onEngine)
            implements Serializable {}
}
