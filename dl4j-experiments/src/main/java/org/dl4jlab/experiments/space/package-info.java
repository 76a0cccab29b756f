/** The search spaces of the lab's networks, one small class each, and the list of all. */
package org.dl4jlab.experiments.space;
