/** The door of this module: a listener that draws the pictures of runs and writes their reports. */
package org.dl4jlab.reports;
