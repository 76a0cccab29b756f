package org.dl4jlab.data.picture;

/** How a picture of other proportions comes to the size of a network's input. */
public enum Fit {
    /** The whole picture, stretched: nothing is lost, proportions change. */
    STRETCH,
    /** The largest part of the middle that has the proportions: nothing is stretched, the edges are lost. */
    CROP,
    /** The whole picture with its proportions, and white beside it. */
    PAD
}
