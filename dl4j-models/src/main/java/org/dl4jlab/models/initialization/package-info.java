/** How a configured network gets its initial parameters. */
package org.dl4jlab.models.initialization;
