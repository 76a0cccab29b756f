/** How a sweep searches: Arbiter's random, grid and genetic search, made to repeat exactly with their seed. */
package org.dl4jlab.sweeps.search;
