/** The programs that are compared, each behind {@link org.dl4jlab.bench.contender.Contender}. */
package org.dl4jlab.bench.contender;
