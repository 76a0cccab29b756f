/**
 * Answers questions by runs: {@link org.dl4jlab.experiments.ask.Question} is what a question consists of,
 * {@link org.dl4jlab.experiments.ask.Asking} trains what is missing and judges. The questions themselves are in
 * {@code org.dl4jlab.experiments.question}.
 */
package org.dl4jlab.experiments.ask;
