/**
 * Random numbers that are a pure function of a key, so that what is drawn never depends on threads or on order.
 */
package org.dl4jlab.data.random;
