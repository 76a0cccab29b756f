/** Fresh JVMs, warm-up, timed laps, and the numbers that come out. */
package org.dl4jlab.bench.measure;
