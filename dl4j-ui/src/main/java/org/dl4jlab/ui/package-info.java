/** The door of the dashboard: start it, attach statistics, stop it. Everything behind it is in the rooms below. */
package org.dl4jlab.ui;
