/**
 * Everything that training needs to go on where it stopped, in one file that is either whole or not there: written under
 * a temporary name, forced to the disk, moved into place, and read only if its checksum fits.
 */
package org.dl4jlab.training.internal.checkpoint;
