/**
 * Independent work on other machines: what a job is, who does it there, what is heard of it meanwhile, and how what it leaves
 * comes back. This module knows no cluster; one that is on the class path is found as a {@link
 * org.dl4jlab.training.cluster.ClusterProvider}.
 */
package org.dl4jlab.training.cluster;
