package org.dl4jlab.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dl4jlab.ui.pages.Section;
import org.dl4jlab.ui.predict.Predictor;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.server.AccessToken;

/**
 * What a dashboard shows and where.
 *
 * @param host a name or address of this machine; another than a loopback one needs a token
 * @param port 0 for a free one
 * @param token what a browser must show, if anything
 * @param runs supplies the runs for the leaderboard and the run pages
 * @param predictor answers the page on which an image is drawn
 * @param sections further pages with a place in the bar on top
 * @param statisticsFiles DL4J statistics files to open at once
 */
public record DashboardOptions(
        String host,
        int port,
        Optional<AccessToken> token,
        RunCatalogue runs,
        Predictor predictor,
        List<Section> sections,
        List<Path> statisticsFiles) {

    public DashboardOptions {
        Objects.requireNonNull(host);
        Objects.requireNonNull(token);
        Objects.requireNonNull(runs);
        Objects.requireNonNull(predictor);
        sections = List.copyOf(sections);
        statisticsFiles = List.copyOf(statisticsFiles);
    }

    /** This machine only (127.0.0.1), a free port, no token, nothing to show yet. */
    public static DashboardOptions defaults() {
        return new DashboardOptions(
                "127.0.0.1", 0, Optional.empty(), RunCatalogue.empty(), Predictor.none(), List.of(), List.of());
    }

    public DashboardOptions withHost(String host) {
        return new DashboardOptions(host, port, token, runs, predictor, sections, statisticsFiles);
    }

    public DashboardOptions withPort(int port) {
        return new DashboardOptions(host, port, token, runs, predictor, sections, statisticsFiles);
    }

    /** With a token of the caller's choice; {@link AccessToken#random()} makes a new one. */
    public DashboardOptions withToken(AccessToken token) {
        return new DashboardOptions(host, port, Optional.of(token), runs, predictor, sections, statisticsFiles);
    }

    public DashboardOptions withRuns(RunCatalogue runs) {
        return new DashboardOptions(host, port, token, runs, predictor, sections, statisticsFiles);
    }

    public DashboardOptions withPredictor(Predictor predictor) {
        return new DashboardOptions(host, port, token, runs, predictor, sections, statisticsFiles);
    }

    /** With one more section of pages. */
    public DashboardOptions withSection(Section section) {
        List<Section> all = new ArrayList<>(sections);
        all.add(section);
        return new DashboardOptions(host, port, token, runs, predictor, all, statisticsFiles);
    }

    /** With one more statistics file. */
    public DashboardOptions withStatistics(Path file) {
        List<Path> files = new ArrayList<>(statisticsFiles);
        files.add(file);
        return new DashboardOptions(host, port, token, runs, predictor, sections, files);
    }
}
