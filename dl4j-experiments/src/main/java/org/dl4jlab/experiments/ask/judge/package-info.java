/** From measured numbers to a verdict: what a claim predicts, whether it came true, and what cannot be told. */
package org.dl4jlab.experiments.ask.judge;
