package org.dl4jlab.training.cluster;

/** A cluster could not be reached or could not do a job; the message is for a person. */
public class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
