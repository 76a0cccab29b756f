/**
 * DL4J's own training pages (overview, model, system), taken from {@code deeplearning4j-vertx} and mounted on our
 * server instead of its own.
 */
package org.dl4jlab.ui.training;
