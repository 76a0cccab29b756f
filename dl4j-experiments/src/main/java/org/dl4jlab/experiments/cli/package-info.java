/**
 * The command line: parses arguments, calls the rooms below, turns failures into one clear line and an exit code.
 *
 * <p>More than 25 classes, because each command is one, and the options, tables and texts that commands share serve nobody
 * else.
 */
package org.dl4jlab.experiments.cli;
