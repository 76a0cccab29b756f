/**
 * What the dashboard shows of runs, in plain values. Whoever keeps runs implements {@link org.dl4jlab.ui.run.RunCatalogue};
 * the pages read nothing else.
 */
package org.dl4jlab.ui.run;
