package org.dl4jlab.engine.internal.session;

import org.dl4jlab.engine.graph.Shape;

/** What distinguishes the plans of one network. */
record PlanKey(Shape input, int batch, boolean training, boolean observable) {}
