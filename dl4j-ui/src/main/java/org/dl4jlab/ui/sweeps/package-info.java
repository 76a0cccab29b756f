/** The pages of sweeps: the list of all, the page of one, and Arbiter's own page. */
package org.dl4jlab.ui.sweeps;
