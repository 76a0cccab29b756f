/** Asking the network of a finished run about many pictures, on the executors of a Spark cluster. */
package org.dl4jlab.spark.prediction;
