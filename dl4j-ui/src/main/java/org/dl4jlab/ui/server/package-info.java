/**
 * The web server: where it listens, who may ask, what may be asked, and which files it can send. It knows nothing of
 * what the pages show.
 */
package org.dl4jlab.ui.server;
