package org.dl4jlab.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dl4jlab.ui.pages.Section;
import org.dl4jlab.ui.predict.PredictionService;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.server.AccessToken;
import org.dl4jlab.ui.server.PublicAddress;
import org.dl4jlab.ui.server.ServerLimits;

/**
 * What a dashboard shows and where.
 *
 * @param host a name or address of this machine; another than a loopback one needs a token
 * @param port 0 for a free one
 * @param token what a browser must show, if anything
 * @param publicAddress under which browsers come through a proxy or a tunnel, if they do; needs a token
 * @param limits what serving may take from the program that it runs in
 * @param runs supplies the runs for the leaderboard and the run pages
 * @param predictor answers the page on which an image is drawn
 * @param sections further pages with a place in the bar on top
 * @param statisticsFiles DL4J statistics files to open at once
 */
public record DashboardOptions(
        String host,
        int port,
        Optional<AccessToken> token,
        Optional<PublicAddress> publicAddress,
        ServerLimits limits,
        RunCatalogue runs,
        PredictionService predictor,
        List<Section> sections,
        List<Path> statisticsFiles) {

    public DashboardOptions {
        Objects.requireNonNull(host);
        Objects.requireNonNull(token);
        Objects.requireNonNull(publicAddress);
        Objects.requireNonNull(limits);
        Objects.requireNonNull(runs);
        Objects.requireNonNull(predictor);
        sections = List.copyOf(sections);
        statisticsFiles = List.copyOf(statisticsFiles);
    }

    /** This machine only (127.0.0.1), a free port, no token, nothing to show yet. */
    public static DashboardOptions defaults() {
        return new DashboardOptions(
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.empty(),
                ServerLimits.standard(),
                RunCatalogue.empty(),
                PredictionService.none(),
                List.of(),
                List.of());
    }

    public DashboardOptions withHost(String newHost) {
        return new DashboardOptions(
                newHost, port, token, publicAddress, limits, runs, predictor, sections, statisticsFiles);
    }

    public DashboardOptions withPort(int newPort) {
        return new DashboardOptions(
                host, newPort, token, publicAddress, limits, runs, predictor, sections, statisticsFiles);
    }

    /** With a token of the caller's choice; {@link AccessToken#random()} makes a new one. */
    public DashboardOptions withToken(AccessToken newToken) {
        return new DashboardOptions(
                host, port, Optional.of(newToken), publicAddress, limits, runs, predictor, sections, statisticsFiles);
    }

    /** For browsers that come through a proxy or a tunnel. */
    public DashboardOptions withPublicAddress(PublicAddress address) {
        return new DashboardOptions(
                host, port, token, Optional.of(address), limits, runs, predictor, sections, statisticsFiles);
    }

    public DashboardOptions withLimits(ServerLimits newLimits) {
        return new DashboardOptions(
                host, port, token, publicAddress, newLimits, runs, predictor, sections, statisticsFiles);
    }

    public DashboardOptions withRuns(RunCatalogue newRuns) {
        return new DashboardOptions(
                host, port, token, publicAddress, limits, newRuns, predictor, sections, statisticsFiles);
    }

    public DashboardOptions withPredictor(PredictionService newPredictor) {
        return new DashboardOptions(
                host, port, token, publicAddress, limits, runs, newPredictor, sections, statisticsFiles);
    }

    /** With one more section of pages. */
    public DashboardOptions withSection(Section section) {
        List<Section> all = new ArrayList<>(sections);
        all.add(section);
        return new DashboardOptions(host, port, token, publicAddress, limits, runs, predictor, all, statisticsFiles);
    }

    /** With one more statistics file. */
    public DashboardOptions withStatistics(Path file) {
        List<Path> files = new ArrayList<>(statisticsFiles);
        files.add(file);
        return new DashboardOptions(host, port, token, publicAddress, limits, runs, predictor, sections, files);
    }
}
