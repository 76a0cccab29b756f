/**
 * Sets of finished runs against each other: which settings differ, what came out over the seeds, and whether a difference
 * is larger than the noise between seeds. Reads run folders and computes; drawing and printing are left to others.
 */
package org.dl4jlab.reports.compare;
