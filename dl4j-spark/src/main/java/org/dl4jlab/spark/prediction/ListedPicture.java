package org.dl4jlab.spark.prediction;

import java.io.Serializable;

/**
 * A file that may be a picture.
 *
 * @param shown its path, as a person wrote the folder's
 * @param address where executors find it: an absolute path, or an address of an object store
 * @param stored whether it is one of an object store
 */
record ListedPicture(String shown, String address, boolean stored) implements Serializable {}
