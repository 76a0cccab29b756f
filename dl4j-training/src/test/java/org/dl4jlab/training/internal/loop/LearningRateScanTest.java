package org.dl4jlab.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.training.CrossValidationSettings;
import org.dl4jlab.training.GradientSettings;
import org.dl4jlab.training.LearningRateScan;
import org.dl4jlab.training.TrainingSettings;
import org.junit.jupiter.api.Test;

class LearningRateScanTest {

    @Test
    void suggestsATenthOfTheRateOfLowestLoss() {
        RisingLearningRate steps = new RisingLearningRate(
                List.of(0.001, 0.01, 0.1, 1.0), List.of(2.3, 2.0, 1.5, 9.0), List.of(2.3, 2.1, 1.8, 4.0));

        assertThat(new LearningRateScan(steps.rates(), steps.losses(), steps.smoothed(), Path.of("rates.csv"))
                        .suggestion())
                .hasValue(0.1 / 10);
        assertThat(steps.toCsv().lines()).hasSize(5).contains("0.1000,1.500000,1.800000");
    }

    @Test
    void suggestsNothingWhereTheLossNeverFell() {
        assertThat(new LearningRateScan(List.of(0.1, 1.0), List.of(2.0, 3.0), List.of(2.0, 2.5), Path.of("rates.csv"))
                        .suggestion())
                .isEmpty();
    }

    @Test
    void aStepIsAsManyBatchesAsInTraining() {
        TrainingSettings accumulating = TrainingSettings.of(20, 64)
                .with(GradientSettings.plain().withAccumulation(4))
                .with(CrossValidationSettings.none().withFolds(5).withFold(1));

        TrainingSettings settings = RisingLearningRate.settings(accumulating, 100_000);

        assertThat(settings.trainImages()).isEqualTo(200 * 64 * 4);
        assertThat(settings.crossValidation().used()).isFalse();
    }

    @Test
    void theRateRisesOverAtMostTwoHundredSteps() {
        TrainingSettings settings = RisingLearningRate.settings(TrainingSettings.of(20, 64), 50_000);

        assertThat(settings.trainImages()).isEqualTo(200 * 64);
        assertThat(Updaters.schedule(settings, 200).valueAt(0, 0)).isBetween(0.99e-5, 1.01e-5);
        assertThat(Updaters.schedule(settings, 200).valueAt(200, 0)).isEqualTo(10);
    }
}
