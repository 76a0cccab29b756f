/** What a configured network consists of and costs: layers, shapes, parameters, multiply-adds. */
package org.dl4jlab.models.summary;
