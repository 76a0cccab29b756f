/**
 * Files into images: DataVec record readers for each format, each of which checks all that its format promises, and the
 * step that gathers their records in an {@link org.dl4jlab.data.image.ImageSet}. ND4J is not needed.
 */
package org.dl4jlab.data.decode;
