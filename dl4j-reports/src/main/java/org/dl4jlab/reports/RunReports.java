package org.dl4jlab.reports;

import java.io.IOException;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.reports.insight.NetworkPictures;
import org.dl4jlab.reports.page.RunReport;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.EvaluatedRun;
import org.dl4jlab.training.internal.runner.EvaluationListener;

/** Draws the pictures of runs and writes {@code report.html} into their folders. */
public final class RunReports implements EvaluationListener {

    @Override
    public void tested(EvaluatedRun run) throws IOException {
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
        NetworkPictures.draw(pictures, folder.modelFile(), run.test(), run.testImages(), run.testBatch()::apply);
    }

    @Override
    public void ended(Run run) throws IOException {
        RunReport.write(run.path());
    }
}
