/**
 * Supplies the dashboard with what run folders hold: the catalogue of runs, their curves and pictures, and the statistics
 * of the run that trains now.
 */
package org.dl4jlab.experiments.dashboard;
