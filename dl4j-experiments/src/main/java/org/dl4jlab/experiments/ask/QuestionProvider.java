package org.dl4jlab.experiments.ask;

import java.util.List;

/**
 * Makes questions known by name. A jar that names its provider in {@code
 * META-INF/services/org.dl4jlab.experiments.ask.QuestionProvider} has its questions listed and answered like those of the lab,
 * on the machines of a cluster too, if it is on their class path.
 */
@FunctionalInterface
public interface QuestionProvider {

    /** In the order to list them, before the lab's. */
    List<Question> questions();
}
