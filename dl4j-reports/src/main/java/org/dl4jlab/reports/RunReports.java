package org.dl4jlab.reports;

import java.io.IOException;
import java.util.Optional;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.reports.insight.NetworkPictures;
import org.dl4jlab.reports.page.RunReport;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.EvaluatedRun;
import org.dl4jlab.training.internal.runner.EvaluationListener;

/** Draws the pictures of runs and writes {@code report.html} into their folders. */
public final class RunReports implements EvaluationListener {

    /** What a run was told of last; its file of predictions says the same, but takes long to read. */
    private Optional<EvaluatedRun> tested = Optional.empty();

    @Override
    public void tested(EvaluatedRun run) throws IOException {
        tested = Optional.of(run);
        RunFolder folder = RecordedRun.of(run.run()).folder();
        RunPictures pictures = new RunPictures(folder.pictures());
        pictures.samples(run.trainImages());
        if (run.permutation().isPresent()) {
            pictures.permutedSamples(run.trainImages(), run.permutation().get());
        }
        pictures.results(run.test(), run.testImages());
        try (ImageBatches copies = run.augmentedCopies().get().orElse(null)) {
            if (copies != null) {
                pictures.augmentedCopies(copies, run.normalization());
            }
        }
        if (isConvolutional(RecordedRun.of(run.run()))) {
            NetworkPictures.draw(pictures, folder.modelFile(), run.test(), run.testImages(), run.testBatch()::apply);
        }
    }

    @Override
    public void ended(Run run) throws IOException {
        Optional<Evaluation> known =
                tested.filter(one -> one.run().path().equals(run.path())).map(EvaluatedRun::test);
        tested = Optional.empty();
        RunReport.write(run.path(), known);
    }

    /** A network without convolutions has no pictures, so its model need not be read again. */
    private static boolean isConvolutional(RecordedRun run) {
        return run.network().stream()
                .flatMap(network -> network.layers().stream())
                .anyMatch(layer -> layer.kind().contains("conv"));
    }
}
