package org.dl4jlab.spark.jobs;

import java.io.Serializable;

/**
 * What a task sends back.
 *
 * @param host that did it
 * @param failure why the job could not be done; null if it was
 * @param files that it left, packed; empty after a failure
 */
record JobReply(String host, String failure, byte[] files) implements Serializable {}
