package org.dl4jlab.experiments.ask.judge;

import org.dl4jlab.ui.server.LocalizedText;

/**
 * A prediction and what came of it.
 *
 * @param prediction in a sentence
 * @param outcome of this prediction alone
 * @param figures behind the outcome, without a full stop
 */
public record Finding(LocalizedText prediction, Outcome outcome, LocalizedText figures) {}
