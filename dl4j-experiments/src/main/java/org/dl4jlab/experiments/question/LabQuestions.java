package org.dl4jlab.experiments.question;

import java.util.List;
import org.dl4jlab.experiments.ask.Question;

/** The lab's questions, in the order in which a student meets them. */
public final class LabQuestions {

    private LabQuestions() {}

    public static List<Question> all() {
        return List.of(
                new ShuffleQuestion(),
                new TransformsQuestion(),
                new BatchQuestion(),
                new OneByOneQuestion(),
                new ResidualQuestion(),
                new LadderQuestion(),
                new LocalityQuestion(),
                new PoolingQuestion(),
                new EdgesQuestion(),
                new SameBitsQuestion(),
                new VggQuestion());
    }
}
