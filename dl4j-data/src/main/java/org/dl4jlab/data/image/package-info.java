/**
 * Decoded images: one compact block of bytes with labels ({@link org.dl4jlab.data.image.ImageSet}), and the parts of
 * it that training, validation and testing look at ({@link org.dl4jlab.data.image.ImageView}).
 */
package org.dl4jlab.data.image;
