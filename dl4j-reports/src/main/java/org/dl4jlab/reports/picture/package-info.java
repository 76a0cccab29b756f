/**
 * Pictures of data and results: image grids, permuted pairs, loss and learning curves, the confusion matrix and the
 * worst errors. A {@link org.dl4jlab.reports.picture.Figure} can be drawn light or dark; {@link
 * org.dl4jlab.reports.picture.RunPictures} draws the ones of a run into its folder. Nothing here needs a screen or
 * an installed font, and equal input gives equal pixels.
 */
package org.dl4jlab.reports.picture;
