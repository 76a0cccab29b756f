package org.dl4jlab.data.picture;

/**
 * How the pictures of a data set were prepared by those who made it, so that a new picture can be made like them. It is a
 * property of the data set, not of its name: a folder of a person's own pictures is {@link #PLAIN} whatever it is called.
 */
public enum PictureStyle {
    /** As they are. */
    PLAIN,
    /** Light on black: a grey picture whose edge is mostly light is inverted. */
    LIGHT_ON_DARK,
    /**
     * Light on black, and framed as MNIST's digits are: cut out, fitted into 20 of 28 pixels and centred by mass. One that
     * has the size already is not framed again.
     */
    FRAMED_DIGIT
}
