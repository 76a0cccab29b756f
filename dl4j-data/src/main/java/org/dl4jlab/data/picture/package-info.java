/**
 * The one way from a picture file to the bytes that a network is given, for training, for asking and for the dashboard
 * alike. {@link org.dl4jlab.data.picture.PictureDecoder} tells by its content what a file is and decodes it;
 * {@link org.dl4jlab.data.picture.PicturePreprocessing} turns it upright, lays it on white and brings it to size. Readers
 * are chosen here by name, never through the registry of Java's ImageIO, so that the class path changes no pixel.
 */
package org.dl4jlab.data.picture;
