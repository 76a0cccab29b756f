package org.dl4jlab.spark.training;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.dl4jlab.training.parallel.ReplicaPart;

/**
 * Where a machine finds its part of a training.
 *
 * @param training its id
 * @param machine number of the machine, from 0
 * @param part fetched by the executor that needs it, and by no other
 */
record CopyPlace(String training, int machine, Broadcast<ReplicaPart> part) implements Serializable {

    /** Under which an executor keeps the copy. */
    String key() {
        return training + "/" + machine;
    }
}
