/** The command line of the benchmark. */
package org.dl4jlab.bench.cli;
