package org.dl4jlab.spark.testing;

import java.util.List;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.QuestionProvider;
import org.dl4jlab.experiments.cli.LabProgram;

/** The command line with three questions in place of the lab's, which executors know too. The second one's runs fail. */
public final class SliceCourse implements QuestionProvider {

    private static final List<Question> QUESTIONS = List.of(
            new SliceQuestion("slice-first", 3, false),
            new SliceQuestion("slice-failing", 1, true),
            new SliceQuestion("slice-last", 1, false));

    @Override
    public List<Question> questions() {
        return QUESTIONS;
    }

    public static void main(String[] args) {
        LabProgram.standard()
                .withOnlyQuestions(QUESTIONS.toArray(Question[]::new))
                .main(args);
    }
}
