package org.dl4jlab.bench.measure;

/** What a process is measured at. */
public enum Phase {
    /** Forward pass, backward pass, update of the weights. */
    TRAINING("training"),
    /** Forward pass alone. */
    INFERENCE("inference"),
    /** Forward pass of one image, and how long each takes. */
    LATENCY("latency");

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }
}
