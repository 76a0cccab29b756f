package org.dl4jlab.ui.server;

/** Makes the page that a browser gets instead of the one it asked for. */
@FunctionalInterface
public interface ErrorPage {

    /**
     * @param status of HTTP
     * @return a page without scripts of its own
     */
    String html(int status, LocalizedText why, Language language, BasePath base);
}
