package org.dl4jlab.ui.pages;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.dl4jlab.ui.server.PageRoute;

/**
 * A part of the dashboard with a place in the bar on top: pages that somebody adds beside those of this package.
 *
 * @param name what the pages' scripts hand to {@code bar(…)} to be marked as the current one
 * @param path of its first page, for example {@code /sweeps}
 * @param english the words in the bar
 * @param chinese the same in Chinese
 * @param routes its pages and their data, in the frame that all pages of a dashboard share
 */
public record Section(
        String name, String path, String english, String chinese, Function<PageShell, List<PageRoute>> routes) {

    public Section {
        Objects.requireNonNull(name);
        Objects.requireNonNull(path);
        Objects.requireNonNull(english);
        Objects.requireNonNull(chinese);
        Objects.requireNonNull(routes);
    }
}
