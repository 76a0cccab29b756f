/** Training statistics on file: written while a network trains, opened again when somebody looks. */
package org.dl4jlab.ui.statistics;
