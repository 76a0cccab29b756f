/**
 * {@code report.html}: one self-contained page about a run, or about all seeds of an experiment, made from run folders
 * alone, so that it can be rebuilt at any time. {@link org.dl4jlab.reports.page.RunReport} and {@link
 * org.dl4jlab.reports.page.SeedsReport} are the doors; each section of a page is a small class of its own. The
 * HTML is built by j2html, which escapes every text.
 */
package org.dl4jlab.reports.page;
