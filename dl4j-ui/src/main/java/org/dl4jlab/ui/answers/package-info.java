/** The pages of answers to questions: the list of all, and each answer's own page. */
package org.dl4jlab.ui.answers;
