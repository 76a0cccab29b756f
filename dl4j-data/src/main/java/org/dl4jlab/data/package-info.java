/**
 * Data sets for image classification: fetched, verified, decoded, augmented and cut into batches. This package holds
 * only what all rooms of the module share: the one exception they fail with.
 */
package org.dl4jlab.data;
