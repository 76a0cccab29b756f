/** The command line: parses arguments, calls the rooms below, turns failures into one clear line and an exit code. */
package org.dl4jlab.experiments.cli;
