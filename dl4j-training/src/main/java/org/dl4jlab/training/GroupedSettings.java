package org.dl4jlab.training;

import org.dl4jlab.data.augment.PadAndCrop;

/** Changes single settings of the groups that {@link TrainingSettings} are made of. */
sealed interface GroupedSettings permits TrainingSettings {

    OptimizerSettings optimization();

    ScheduleSettings rate();

    AugmentationSettings augmentation();

    AveragingSettings averaging();

    BalanceSettings balance();

    GradientSettings gradients();

    CrossValidationSettings crossValidation();

    FineTuningSettings fineTuning();

    TrainingSettings with(OptimizerSettings value);

    TrainingSettings with(ScheduleSettings value);

    TrainingSettings with(AugmentationSettings value);

    TrainingSettings with(AveragingSettings value);

    TrainingSettings with(BalanceSettings value);

    TrainingSettings with(GradientSettings value);

    TrainingSettings with(CrossValidationSettings value);

    TrainingSettings with(FineTuningSettings value);

    /** See {@link OptimizerSettings#optimizer()}. */
    default TrainingSettings withOptimizer(OptimizerSettings.Optimizer value) {
        return with(optimization().withOptimizer(value));
    }

    /** See {@link OptimizerSettings#learningRate()}. */
    default TrainingSettings withLearningRate(double value) {
        return with(optimization().withLearningRate(value));
    }

    /** See {@link OptimizerSettings#momentum()}. */
    default TrainingSettings withMomentum(double value) {
        return with(optimization().withMomentum(value));
    }

    /** See {@link OptimizerSettings#weightDecay()}. */
    default TrainingSettings withWeightDecay(double value) {
        return with(optimization().withWeightDecay(value));
    }

    /** See {@link ScheduleSettings#schedule()}. */
    default TrainingSettings withSchedule(ScheduleSettings.Schedule value) {
        return with(rate().withSchedule(value));
    }

    /** See {@link ScheduleSettings#warmupEpochs()}. */
    default TrainingSettings withWarmupEpochs(double value) {
        return with(rate().withWarmupEpochs(value));
    }

    /** See {@link ScheduleSettings#startShare()}. */
    default TrainingSettings withStartShare(double value) {
        return with(rate().withStartShare(value));
    }

    /** See {@link ScheduleSettings#endShare()}. */
    default TrainingSettings withEndShare(double value) {
        return with(rate().withEndShare(value));
    }

    /** See {@link ScheduleSettings#peak()}. */
    default TrainingSettings withPeak(double value) {
        return with(rate().withPeak(value));
    }

    /** See {@link ScheduleSettings#decayEpochs()}. */
    default TrainingSettings withDecayEpochs(double value) {
        return with(rate().withDecayEpochs(value));
    }

    /** See {@link ScheduleSettings#decayFactor()}. */
    default TrainingSettings withDecayFactor(double value) {
        return with(rate().withDecayFactor(value));
    }

    /** See {@link AugmentationSettings#crop()}. */
    default TrainingSettings withCrop(int value) {
        return with(augmentation().withCrop(value));
    }

    /** See {@link AugmentationSettings#border()}. */
    default TrainingSettings withBorder(PadAndCrop.Border value) {
        return with(augmentation().withBorder(value));
    }

    /** See {@link AugmentationSettings#flip()}. */
    default TrainingSettings withFlip(AugmentationSettings.Flip value) {
        return with(augmentation().withFlip(value));
    }

    /** See {@link AugmentationSettings#cutout()}. */
    default TrainingSettings withCutout(int value) {
        return with(augmentation().withCutout(value));
    }

    /** See {@link AveragingSettings#averaging()}. */
    default TrainingSettings withAveraging(AveragingSettings.Averaging value) {
        return with(averaging().withAveraging(value));
    }

    /** See {@link AveragingSettings#averagingEvery()}. */
    default TrainingSettings withAveragingEvery(int value) {
        return with(averaging().withAveragingEvery(value));
    }

    /** See {@link AveragingSettings#averagingDecay()}. */
    default TrainingSettings withAveragingDecay(double value) {
        return with(averaging().withAveragingDecay(value));
    }

    /** See {@link AugmentationSettings#resizedCrop()}. */
    default TrainingSettings withResizedCrop(double value) {
        return with(augmentation().withResizedCrop(value));
    }

    /** See {@link AugmentationSettings#rotation()}. */
    default TrainingSettings withRotation(double value) {
        return with(augmentation().withRotation(value));
    }

    /** See {@link AugmentationSettings#brightness()}. */
    default TrainingSettings withBrightness(double value) {
        return with(augmentation().withBrightness(value));
    }

    /** See {@link AugmentationSettings#contrast()}. */
    default TrainingSettings withContrast(double value) {
        return with(augmentation().withContrast(value));
    }

    /** See {@link AugmentationSettings#saturation()}. */
    default TrainingSettings withSaturation(double value) {
        return with(augmentation().withSaturation(value));
    }

    /** See {@link AugmentationSettings#hue()}. */
    default TrainingSettings withHue(double value) {
        return with(augmentation().withHue(value));
    }

    /** See {@link AugmentationSettings#autoAugment()}. */
    default TrainingSettings withAutoAugment(AugmentationSettings.AutoAugment value) {
        return with(augmentation().withAutoAugment(value));
    }

    /** See {@link AugmentationSettings#operations()}. */
    default TrainingSettings withOperations(int value) {
        return with(augmentation().withOperations(value));
    }

    /** See {@link AugmentationSettings#magnitude()}. */
    default TrainingSettings withMagnitude(int value) {
        return with(augmentation().withMagnitude(value));
    }

    /** See {@link AugmentationSettings#mixUp()}. */
    default TrainingSettings withMixUp(double value) {
        return with(augmentation().withMixUp(value));
    }

    /** See {@link AugmentationSettings#cutMix()}. */
    default TrainingSettings withCutMix(double value) {
        return with(augmentation().withCutMix(value));
    }

    /** See {@link BalanceSettings#classWeights()}. */
    default TrainingSettings withClassWeights(BalanceSettings.ClassWeights value) {
        return with(balance().withClassWeights(value));
    }

    /** See {@link BalanceSettings#sampling()}. */
    default TrainingSettings withSampling(BalanceSettings.Sampling value) {
        return with(balance().withSampling(value));
    }

    /** See {@link GradientSettings#gradientClip()}. */
    default TrainingSettings withGradientClip(double value) {
        return with(gradients().withGradientClip(value));
    }

    /** See {@link GradientSettings#accumulation()}. */
    default TrainingSettings withAccumulation(int value) {
        return with(gradients().withAccumulation(value));
    }

    /** See {@link ScheduleSettings#plateauEpochs()}. */
    default TrainingSettings withPlateauEpochs(int value) {
        return with(rate().withPlateauEpochs(value));
    }

    /** See {@link CrossValidationSettings#folds()}. */
    default TrainingSettings withFolds(int value) {
        return with(crossValidation().withFolds(value));
    }

    /** See {@link CrossValidationSettings#fold()}. */
    default TrainingSettings withFold(int value) {
        return with(crossValidation().withFold(value));
    }

    /** See {@link FineTuningSettings#firstLayers()}. */
    default TrainingSettings withFirstLayers(int value) {
        return with(fineTuning().withFirstLayers(value));
    }

    /** See {@link FineTuningSettings#firstLayersRate()}. */
    default TrainingSettings withFirstLayersRate(double value) {
        return with(fineTuning().withFirstLayersRate(value));
    }
}
