/**
 * What a person should know of a folder of pictures before training on it: counts, sizes, formats, what was passed over and
 * why, copies, imbalance. {@link org.dl4jlab.data.survey.FolderSurvey} is a value that a command, a report and a page show.
 */
package org.dl4jlab.data.survey;
