/** Our own pages: the leaderboard and the page of a run, with the data that their scripts ask for. */
package org.dl4jlab.ui.pages;
