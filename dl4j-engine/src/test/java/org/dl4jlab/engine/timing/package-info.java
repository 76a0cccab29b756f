/** Quick timings by hand, for work on the engine; the benchmark module has the figures that count. */
package org.dl4jlab.engine.timing;
