/** How fast this machine can multiply at all. */
package org.dl4jlab.bench.peak;
