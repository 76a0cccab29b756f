/**
 * Files of a data set into the cache: from a local folder, a package client or a web server. Nothing enters the cache
 * under its final name unless its size and SHA-256 are the catalogue's.
 *
 * <p>More than 25 classes, because each kind of source is delivered by a class of its own, and none is called from outside.
 */
package org.dl4jlab.data.fetch;
