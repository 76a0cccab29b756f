/** What a sweep says about its space: how much each hyperparameter matters. */
package org.dl4jlab.sweeps.analysis;
