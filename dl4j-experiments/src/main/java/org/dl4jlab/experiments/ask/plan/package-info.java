/** What a question trains: variants in groups, how many seeds, and that they differ only in what they say they vary. */
package org.dl4jlab.experiments.ask.plan;
