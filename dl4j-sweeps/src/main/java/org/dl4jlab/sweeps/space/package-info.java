/**
 * What a sweep searches: {@link org.dl4jlab.sweeps.space.SearchSpace} and one small class for each space,
 * written in Arbiter's terms.
 */
package org.dl4jlab.sweeps.space;
