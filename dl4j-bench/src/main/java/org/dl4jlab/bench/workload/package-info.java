/** What is measured: networks, data, batch sizes and update rules, each said once for all contenders. */
package org.dl4jlab.bench.workload;
