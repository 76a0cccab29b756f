/** Repeats a recorded run from its record alone and checks whether the same numbers come out, bit for bit. */
package org.dl4jlab.training.internal.reproduction;
