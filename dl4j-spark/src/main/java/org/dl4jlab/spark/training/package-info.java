/** Training one network on the executors of a Spark cluster. */
package org.dl4jlab.spark.training;
