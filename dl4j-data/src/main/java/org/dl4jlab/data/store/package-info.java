/**
 * The front door: a data set by name goes in, decoded and verified images come out. Keeps the decoded images, so that
 * the next start reads one block instead of parsing files.
 */
package org.dl4jlab.data.store;
