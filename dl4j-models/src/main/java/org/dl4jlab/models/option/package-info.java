/** The choices that every network family shares: the input's shape, and how the network starts and learns. */
package org.dl4jlab.models.option;
