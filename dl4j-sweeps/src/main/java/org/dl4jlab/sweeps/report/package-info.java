/** {@code report.html} of a sweep, made from its folder alone, in the look of a run's report. */
package org.dl4jlab.sweeps.report;
