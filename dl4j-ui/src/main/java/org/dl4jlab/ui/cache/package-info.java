/** A cache of bounded size, for whatever a dashboard keeps on behalf of its viewers. */
package org.dl4jlab.ui.cache;
