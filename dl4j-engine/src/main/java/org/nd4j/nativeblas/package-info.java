/** One class at a name that DL4J looks up and that ND4J no longer has. */
package org.nd4j.nativeblas;
