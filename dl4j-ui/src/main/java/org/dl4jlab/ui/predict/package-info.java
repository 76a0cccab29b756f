/**
 * Asking a trained network about one image. Whoever keeps networks implements {@link org.dl4jlab.ui.predict.PredictionService};
 * this room decodes what a browser sends, within limits, before anybody else sees it.
 */
package org.dl4jlab.ui.predict;
