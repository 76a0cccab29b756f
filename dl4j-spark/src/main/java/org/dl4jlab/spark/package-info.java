/** The lab's work on an Apache Spark cluster: the connection to one, and what the command line finds here. */
package org.dl4jlab.spark;
