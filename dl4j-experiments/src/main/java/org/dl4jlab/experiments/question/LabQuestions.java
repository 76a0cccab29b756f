package org.dl4jlab.experiments.question;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.QuestionProvider;

/** The lab's questions, in the order in which a student meets them. */
public final class LabQuestions {

    private LabQuestions() {}

    /** The lab's, after those that a {@link QuestionProvider} on the class path makes known. */
    public static List<Question> known() {
        Stream<Question> provided = ServiceLoader.load(QuestionProvider.class).stream()
                .flatMap(provider -> provider.get().questions().stream());
        return Stream.concat(provided, all().stream()).toList();
    }

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
