/** Data on their way from a {@link org.dl4jlab.training.DataSource} to a run. */
package org.dl4jlab.training.internal.data;
