/**
 * The door: experiments, their settings, and what comes of training them. Everything below {@code internal} serves this
 * project's other modules and may change without notice.
 *
 * <p>More than 25 classes, because a program shall need one import to begin: about ten of them are groups of settings.
 */
package org.dl4jlab.training;
