package org.dl4jlab.training;

/**
 * One class and how likely the network finds it.
 *
 * @param index of the class in the data set, from 0
 * @param name of the class
 * @param probability in [0, 1]
 */
public record RankedClass(int index, String name, float probability) {}
