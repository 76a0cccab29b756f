/**
 * Optimisers that DL4J does not have, as DL4J updaters: they are configured, saved and restored like its own. They have a
 * package of their own because every saved network names its updater's class in full.
 */
package org.dl4jlab.engine.updater;
