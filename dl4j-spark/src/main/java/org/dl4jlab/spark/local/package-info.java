/** A standalone Spark cluster on this machine, for trying out what a real one would do. */
package org.dl4jlab.spark.local;
