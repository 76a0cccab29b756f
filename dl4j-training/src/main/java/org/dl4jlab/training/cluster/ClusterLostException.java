package org.dl4jlab.training.cluster;

/** A connection to a cluster has ended: this is no failure of the job that was on its way, and no other job can be done there. */
public final class ClusterLostException extends ClusterException {

    private static final long serialVersionUID = 1;

    public ClusterLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
