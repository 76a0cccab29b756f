/**
 * Carries an experiment out: data, network, training, test, record.
 *
 * <p>More than 25 classes: a run's stages are a class each, and so is each check before it begins; they are shared by runs with a
 * folder, in memory, for validation and on several machines.
 */
package org.dl4jlab.training.internal.runner;
