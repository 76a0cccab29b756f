/**
 * Batches for training and prediction: {@link org.dl4jlab.data.batches.ImageBatches} is the DL4J iterator,
 * {@link org.dl4jlab.data.batches.BatchFiller} writes batches into memory of the caller and needs no ND4J. Which images
 * a batch holds and what they look like is a pure function of the {@link org.dl4jlab.data.batches.BatchPlan}, the epoch
 * and the number of the batch.
 */
package org.dl4jlab.data.batches;
