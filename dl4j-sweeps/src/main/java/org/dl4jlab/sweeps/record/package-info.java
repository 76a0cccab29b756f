/**
 * The record that a sweep leaves: its folder, {@code sweep.json}, and one file for each finished candidate, written in
 * one step, so that a killed sweep can go on where it was.
 */
package org.dl4jlab.sweeps.record;
