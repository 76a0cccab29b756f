package org.dl4jlab.spark.prediction;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.training.cluster.ClusterException;

/**
 * A picture that the machine which was to read it does not find.
 *
 * @param host that machine
 * @param address an absolute path
 */
record UnseenPicture(String host, String address) implements Serializable {

    /**
     * Tells a folder that a machine does not see from a picture that was removed since it was listed.
     *
     * @throws ClusterException if one of them is there for this machine
     */
    static void requireNone(List<UnseenPicture> unseen) {
        for (UnseenPicture picture : unseen) {
            if (Files.exists(Path.of(picture.address()))) {
                throw new ClusterException("The machine " + picture.host() + " does not see " + picture.address()
                        + ", which is there for this one: the folder must lie at a path that every machine of the cluster"
                        + " sees, or in an object store. Nothing was written.");
            }
        }
    }
}
