/**
 * Changes to one image of bytes: random ones that enlarge a training set, the fixed shuffling of pixels, and mixtures of
 * two images. What a step does to an image depends only on the seed, the epoch and the image's number, so a run repeats
 * exactly whatever the number of threads. Each step serves the batches directly, and DataVec pipelines through
 * {@link org.dl4jlab.data.augment.StepTransform}.
 */
package org.dl4jlab.data.augment;
