/**
 * The record that a run leaves: its folder, {@code run.json}, the tables of metrics, losses and predictions, the log
 * file, and the facts about machine, versions and source that make it repeatable. Everything is written to a temporary
 * name and moved into place, so that a killed run leaves no half-written file under its final name.
 */
package org.dl4jlab.training.internal.run;
