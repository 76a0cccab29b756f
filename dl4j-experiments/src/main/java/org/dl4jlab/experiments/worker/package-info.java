/** What this program does on a machine of a cluster. */
package org.dl4jlab.experiments.worker;
