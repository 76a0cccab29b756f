/** The answer to a question for its readers: a page in two languages, text for a terminal, JSON for programs. */
package org.dl4jlab.experiments.ask.answer;
