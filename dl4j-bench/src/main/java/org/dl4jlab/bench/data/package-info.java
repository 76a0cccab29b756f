/** How fast batches are made, without any network behind them. */
package org.dl4jlab.bench.data;
