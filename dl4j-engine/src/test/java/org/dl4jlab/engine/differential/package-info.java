/** Random networks, arrays and sequences of calls, run by the engine and by plain DL4J and compared after every call. */
package org.dl4jlab.engine.differential;
