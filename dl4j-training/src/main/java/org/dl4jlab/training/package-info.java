/**
 * The door: experiments, their settings, and what comes of training them. Everything below {@code internal} serves this
 * project's other modules and may change without notice.
 */
package org.dl4jlab.training;
