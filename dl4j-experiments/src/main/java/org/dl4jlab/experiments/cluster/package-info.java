/** Runs that are trained on a cluster: what is sent there, who trains them, and how they come back as run folders. */
package org.dl4jlab.experiments.cluster;
