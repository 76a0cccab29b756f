/**
 * The door: experiments, their settings, and what comes of training them. Everything below {@code internal} serves this
 * project's other modules and may change without notice.
 *
 * <p>More than 25 classes, because a program shall need one import to begin. Thirty-one are public, and each is named by
 * programs for a reason of its own:
 *
 * <ul>
 *   <li>{@link org.dl4jlab.training.Experiment}, {@link org.dl4jlab.training.DataSource}, {@link
 *       org.dl4jlab.training.Seed}, {@link org.dl4jlab.training.Pretrained}, {@link org.dl4jlab.training.Proposal}: what is
 *       trained, on what, and from where; {@link org.dl4jlab.training.ExperimentProvider} makes it known by name.
 *   <li>{@link org.dl4jlab.training.TrainingSettings} and its groups ({@link org.dl4jlab.training.OptimizerSettings}, {@link
 *       org.dl4jlab.training.ScheduleSettings}, {@link org.dl4jlab.training.AugmentationSettings}, {@link
 *       org.dl4jlab.training.AveragingSettings}, {@link org.dl4jlab.training.BalanceSettings}, {@link
 *       org.dl4jlab.training.GradientSettings}, {@link org.dl4jlab.training.CrossValidationSettings}, {@link
 *       org.dl4jlab.training.FineTuningSettings}): a recipe shared by several experiments is put together from groups.
 *   <li>{@link org.dl4jlab.training.Lab}, {@link org.dl4jlab.training.LabOptions}, {@link org.dl4jlab.training.Training},
 *       {@link org.dl4jlab.training.Classifier}: what does the work.
 *   <li>{@link org.dl4jlab.training.RunListener}, {@link org.dl4jlab.training.StopSignal}: implemented by a program that
 *       follows or stops the work.
 *   <li>{@link org.dl4jlab.training.Run}, {@link org.dl4jlab.training.RunStatus}, {@link org.dl4jlab.training.Result},
 *       {@link org.dl4jlab.training.Evaluation}, {@link org.dl4jlab.training.LearningRateScan}, {@link
 *       org.dl4jlab.training.TrainedNetwork}, {@link org.dl4jlab.training.Classification}: what the work returns. Smaller
 *       parts of an answer lie inside of these.
 *   <li>{@link org.dl4jlab.training.InvalidInputException}, {@link org.dl4jlab.training.RunFailedException}, {@link
 *       org.dl4jlab.training.TrainingException}: a wrong request, a failed run, and numbers that are no longer finite are
 *       caught apart.
 * </ul>
 */
package org.dl4jlab.training;
