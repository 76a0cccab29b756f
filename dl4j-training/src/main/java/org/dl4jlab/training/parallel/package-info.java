/**
 * Training one network on several machines: each has a copy of it and a part of the images, and after every few steps all go
 * on from the mean of their copies. This module knows no cluster; a library that does brings {@link
 * org.dl4jlab.training.parallel.Machines}.
 */
package org.dl4jlab.training.parallel;
