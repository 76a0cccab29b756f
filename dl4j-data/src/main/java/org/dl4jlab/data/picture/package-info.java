/**
 * The one way from a picture file to the bytes that a network is given, for training, for asking and for the dashboard
 * alike. {@link org.dl4jlab.data.picture.PictureDecoder} tells by its content what a file is and decodes it;
 * {@link org.dl4jlab.data.picture.PicturePreprocessing} turns it upright, lays it on white and brings it to size. Readers
 * are chosen here by name, never through the registry of Java's ImageIO, so that the class path changes no pixel.
 *
 * <p>More than 25 classes, because each format of pictures has a parser of its own, and only the decoder and the
 * preprocessing are public: apart, all of them would have to be.
 */
package org.dl4jlab.data.picture;
