/** Optimisers that DL4J does not have, as DL4J updaters: they are configured, saved and restored like its own. */
package org.dl4jlab.engine.updater;
