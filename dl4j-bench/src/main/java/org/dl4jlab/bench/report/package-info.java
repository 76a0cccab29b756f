/** The comparison as a table for people and as JSON for programs. */
package org.dl4jlab.bench.report;
