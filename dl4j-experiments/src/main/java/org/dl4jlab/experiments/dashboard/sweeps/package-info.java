/** Sweeps as the dashboard shows them, on our pages and on Arbiter's own. */
package org.dl4jlab.experiments.dashboard.sweeps;
