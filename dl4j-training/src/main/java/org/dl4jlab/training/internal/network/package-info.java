/** DL4J's two kinds of network behind one handle, for those who train, predict and save but do not care which it is. */
package org.dl4jlab.training.internal.network;
