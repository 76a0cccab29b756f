/**
 * Which data sets there are, as values: shape, classes, normalisation, files with their checksums, and where the files
 * can be had. Nothing here reads, writes or downloads.
 */
package org.dl4jlab.data.catalog;
