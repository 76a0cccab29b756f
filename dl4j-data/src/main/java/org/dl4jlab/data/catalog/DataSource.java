package org.dl4jlab.data.catalog;

/** What images can be had from: a data set of the catalogue, or a person's own pictures. */
public sealed interface DataSource permits DataSetSpec, ImageFolder {}
