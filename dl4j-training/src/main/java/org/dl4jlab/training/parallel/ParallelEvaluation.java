package org.dl4jlab.training.parallel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jlab.data.picture.UnreadablePictureException;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.runner.RunDataEvaluator;

/** Evaluates a run on labelled pictures that other machines have asked its network about. */
public final class ParallelEvaluation {

    private ParallelEvaluation() {}

    /**
     * As {@link org.dl4jlab.training.Lab#evaluate}, but for who asks.
     *
     * @param folder of labelled pictures
     * @param answers by file; empty for one that nobody asked about
     */
    public static DataEvaluation evaluate(
            LabOptions options, Run run, Path folder, Function<Path, Optional<PictureAnswer>> answers)
            throws IOException {
        return new RunDataEvaluator(options).evaluate(RecordedRun.of(run), folder, file -> {
            PictureAnswer answer = answers.apply(file)
                    .orElseThrow(() -> new UnreadablePictureException("was not found by the machines that were asked"));
            if (answer.reason().isPresent()) {
                throw new UnreadablePictureException(answer.reason().get());
            }
            return answer.probabilities();
        });
    }
}
