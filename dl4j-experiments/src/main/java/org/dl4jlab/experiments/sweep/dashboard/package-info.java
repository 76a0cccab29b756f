/** Sweeps on the dashboard: the folder of sweeps as a catalogue, and what happens in a sweep as Arbiter's page wants it. */
package org.dl4jlab.experiments.sweep.dashboard;
