/** What finished runs say: one number a seed for each variant, and differences with their intervals. */
package org.dl4jlab.experiments.ask.measure;
