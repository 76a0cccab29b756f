package org.dl4jlab.spark.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dl4jlab.training.parallel.Machines.ReplicaReport;
import org.dl4jlab.training.parallel.StateSum;

/**
 * What one machine sends back of a round, or several whose states are added up already.
 *
 * @param first number of the first machine
 * @param sum of the states, packed
 * @param reports of the machines, in their order
 * @param serializationSeconds spent on bytes by the slowest machine
 */
record CopyReply(int first, byte[] sum, List<ReplicaReport> reports, double serializationSeconds)
        implements Serializable {

    /** Adds up in the order of the machines, whatever the order of arrival. */
    static CopyReply merged(Iterable<CopyReply> replies) {
        List<CopyReply> ordered = ordered(replies);
        long start = System.nanoTime();
        byte[] sum = Packed.bytes(sum(ordered));
        double seconds = (System.nanoTime() - start) / 1e9;
        List<ReplicaReport> reports = new ArrayList<>();
        ordered.forEach(reply -> reports.addAll(reply.reports()));
        return new CopyReply(ordered.get(0).first(), sum, reports, slowest(ordered) + seconds);
    }

    static List<CopyReply> ordered(Iterable<CopyReply> replies) {
        List<CopyReply> ordered = new ArrayList<>();
        replies.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(CopyReply::first));
        return ordered;
    }

    static StateSum sum(List<CopyReply> ordered) {
        return ordered.stream()
                .map(reply -> Packed.object(reply.sum(), StateSum.class))
                .reduce(StateSum::plus)
                .orElseThrow();
    }

    static double slowest(List<CopyReply> replies) {
        return replies.stream()
                .mapToDouble(CopyReply::serializationSeconds)
                .max()
                .orElse(0);
    }
}
