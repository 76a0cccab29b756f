/**
 * Looks into a trained network: its first filters, its feature maps, and which part of an image spoke for a class
 * (Grad-CAM). {@link org.dl4jlab.reports.insight.NetworkPictures} turns these into a run's pictures.
 */
package org.dl4jlab.reports.insight;
