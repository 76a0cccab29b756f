package org.dl4jlab.training.cluster;

/**
 * What came back of a job.
 *
 * @param host that did it
 * @param files that it left
 */
public record JobResult(String host, PackedFolder files) {}
