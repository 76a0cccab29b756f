package org.dl4jlab.engine.internal.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dl4jlab.engine.Unsupported;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the reasons why DL4J's own path was taken and says each of them once. */
final class FallbackLog {
    private static final Logger log = LoggerFactory.getLogger(FallbackLog.class);

    private final Set<Unsupported> reasons = new LinkedHashSet<>();

    synchronized void add(Unsupported reason) {
        if (reasons.add(reason)) {
            log.warn("DL4J's own path is used, because the engine cannot run {}", reason);
        }
    }

    synchronized List<Unsupported> reasons() {
        return List.copyOf(reasons);
    }
}
