/**
 * What a trained network does on a data set: its predictions from one pass, and the accuracy, average loss, confusion
 * matrix and worst errors that follow from them.
 */
package org.dl4jlab.training.internal.evaluation;
