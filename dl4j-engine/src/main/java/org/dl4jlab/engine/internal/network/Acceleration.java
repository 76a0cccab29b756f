package org.dl4jlab.engine.internal.network;

import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.internal.session.PlanSession;

/** What an accelerated network of either kind is made of: its plans, and its training steps on them. */
record Acceleration(PlanSession plans, NetworkTraining training) {
    static Acceleration of(TrainingAccess network, EngineOptions options) {
        PlanSession plans = new PlanSession(network, options);
        return new Acceleration(plans, new NetworkTraining(network, plans));
    }
}
