package org.dl4jlab.data.picture;

/** Takes the rows of a picture from top to bottom. */
@FunctionalInterface
interface RowSink {

    /**
     * @param y number of the row
     * @param rgb red, green and blue of each pixel; reused for the next row
     */
    void row(int y, byte[] rgb);
}
