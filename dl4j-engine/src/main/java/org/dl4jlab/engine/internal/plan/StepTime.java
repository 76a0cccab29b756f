package org.dl4jlab.engine.internal.plan;

/**
 * How long one step of a plan takes.
 *
 * @param label what the step does, with the implementation that oneDNN chose
 * @param microseconds shortest of several runs
 */
public record StepTime(String label, double microseconds) {}
