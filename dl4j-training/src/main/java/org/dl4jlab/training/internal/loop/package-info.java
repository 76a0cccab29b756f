/** The training loop: settings, epochs, losses, the lines it prints, and stopping when asked. */
package org.dl4jlab.training.internal.loop;
