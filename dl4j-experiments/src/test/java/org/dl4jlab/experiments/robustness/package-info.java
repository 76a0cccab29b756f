/** Damage: what is read from a disk or a network is read in thousands of broken forms. */
package org.dl4jlab.experiments.robustness;
