/**
 * The web server: where it listens, who may ask, what may be asked, and which files it can send. It knows nothing of
 * what the pages show.
 *
 * <p>More than 25 classes, because each guard in front of the pages is one small class that no other package can call.
 */
package org.dl4jlab.ui.server;
