package org.dl4jlab.spark;

/** Nobody answers at the address of a cluster, or not as a cluster does; the message is for a person. */
public final class ClusterUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ClusterUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
