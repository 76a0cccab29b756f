/** The networks by name, for a command line or a sweep. */
package org.dl4jlab.models.registry;
