/** What an answer shows besides its verdict: paragraphs, tables, and diagrams that a browser draws in any width. */
package org.dl4jlab.experiments.ask.content;
