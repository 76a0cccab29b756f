package org.dl4jlab.training.internal.classify;

import java.util.Locale;
import org.dl4jlab.training.TrainingSettings.TestViews;
import org.dl4jlab.training.internal.evaluation.AveragedViews;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.training.internal.run.RunRecord;

/** Shows a network as many views of an image as the run's own test did. */
final class ViewAveraging {

    private ViewAveraging() {}

    /** @param network that is shown one view at a time */
    static Evaluator.Classifier record(RunRecord record, Evaluator.Classifier network) {
        Object setting = record.settings().getOrDefault("testViews", TestViews.ONE);
        TestViews views =
                TestViews.valueOf(setting.toString().toUpperCase(Locale.ROOT).replace('-', '_'));
        return AveragedViews.of(views, network);
    }
}
