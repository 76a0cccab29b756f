/** Carries an experiment out: data, network, training, test, record. */
package org.dl4jlab.training.internal.runner;
