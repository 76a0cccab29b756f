/**
 * Runs that are trained on a cluster: what is sent there, who trains them, what is shown of them meanwhile, and how they come back
 * as run folders.
 */
package org.dl4jlab.experiments.cluster;
