/**
 * The lab's questions, one small class each: the claim, the variants, what is measured, how it is judged. Training, resuming,
 * intervals and pages are the business of {@code org.dl4jlab.experiments.ask}.
 */
package org.dl4jlab.experiments.question;
