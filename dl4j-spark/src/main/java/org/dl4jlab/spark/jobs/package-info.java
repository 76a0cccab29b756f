/** Independent jobs as tasks of Spark. */
package org.dl4jlab.spark.jobs;
