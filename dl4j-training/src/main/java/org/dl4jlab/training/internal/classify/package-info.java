/**
 * Asks the network of an earlier run about a picture. {@link org.dl4jlab.training.internal.classify.RunPredictor} opens a run's
 * folder and ranks the classes for any picture, which is brought to the form that the network was trained on: by the
 * run's own record, not by guesses.
 */
package org.dl4jlab.training.internal.classify;
