package org.dl4jlab.experiments.ask;

import java.io.IOException;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * A question that runs answer: a claim, what is trained to test it, and how the outcome is judged. Whatever training and
 * judging have in common is not its business: it neither trains, nor computes an interval, nor writes a page.
 */
public interface Question {

    /** For the command line and for file names: lower-case letters, digits and hyphens. */
    String name();

    /** As a student would ask it. */
    LocalizedText title();

    /** What the lab says. */
    LocalizedText claim();

    /** What is trained. The name of each experiment begins with the name of the question. */
    QuestionPlan plan(Width width);

    /**
     * Judges the runs. What is counted or measured on the trained networks is done here too.
     *
     * @param evidence all runs of the plan
     * @throws IOException if a run cannot be read
     */
    Judgement judge(Evidence evidence) throws IOException;
}
