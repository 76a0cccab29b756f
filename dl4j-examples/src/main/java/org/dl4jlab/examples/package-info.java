/** Small whole programs, one a class, for those who want to see how something is done. */
package org.dl4jlab.examples;
