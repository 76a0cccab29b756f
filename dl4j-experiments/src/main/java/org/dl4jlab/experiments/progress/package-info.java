/** Shows how far a long task is: a bar with speed and time left on a terminal, nothing in a pipe or a log. */
package org.dl4jlab.experiments.progress;
