package org.dl4jlab.ui;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.core.storage.StatsStorage;
import org.dl4jlab.ui.pages.LabPages;
import org.dl4jlab.ui.pages.PageShell;
import org.dl4jlab.ui.pages.PredictPages;
import org.dl4jlab.ui.server.Binding;
import org.dl4jlab.ui.server.DashboardException;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.WebServer;
import org.dl4jlab.ui.statistics.StatisticsFile;
import org.dl4jlab.ui.training.TrainingPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dashboard in a browser: our leaderboard and run pages, and DL4J's training pages. It serves this machine only unless
 * told otherwise, takes nothing in but an image to look at, and keeps no file open after {@link #close()}.
 *
 * <p>One dashboard can run in a program at a time, because DL4J's pages keep a part of their state in static fields.
 * A program that shows one calls {@link org.dl4jlab.ui.server.VertxProperties#configure()} first thing in {@code main}.
 */
public final class Dashboard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    private final DashboardOptions options;
    private final TrainingPages training;
    private final WebServer server;
    /** Files opened because somebody looked at their run; more than these would only hold memory. */
    private static final int FILES_ON_DEMAND = 16;

    /** Storages this dashboard opened itself, and so closes. */
    private final Map<Path, StatsStorage> opened = new ConcurrentHashMap<>();

    /** The files opened on demand, the oldest first. Used by the training pages' thread only. */
    private final Deque<Path> onDemand = new ArrayDeque<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    private Dashboard(DashboardOptions options) {
        this.options = options;
        Binding binding = Binding.of(options.host(), options.port(), options.token(), options.publicAddress());
        PageShell shell = new PageShell(options.sections());
        this.training = new TrainingPages(shell, this::find, this::address, this::close);
        try {
            PredictPages predict = new PredictPages(options.predictor(), shell);
            List<PageRoute> routes = new ArrayList<>(new LabPages(options.runs(), shell).routes());
            routes.addAll(predict.routes());
            options.sections().forEach(section -> routes.addAll(section.routes().apply(shell)));
            routes.addAll(training.routes());
            WebServer.Content content = new WebServer.Content(routes, predict.uploads(), shell);
            this.server = WebServer.start(binding, options.token(), options.limits(), content);
        } catch (RuntimeException e) {
            training.close();
            throw e;
        }
    }

    /**
     * Starts a dashboard and returns when it answers.
     *
     * @throws DashboardException when the port is taken, the host is not this machine's or needs a token, a statistics
     *     file cannot be opened, or a dashboard already runs in this program; nothing is left running then
     */
    public static synchronized Dashboard start(DashboardOptions options) {
        Dashboard dashboard = new Dashboard(options);
        try {
            // Only now: DL4J's pages ask for the server's address when a storage is attached.
            options.statisticsFiles().forEach(dashboard::open);
        } catch (RuntimeException e) {
            dashboard.close();
            throw e;
        }
        LOG.debug("Dashboard at {}", dashboard.address());
        return dashboard;
    }

    /** Where the dashboard listens, for example {@code http://127.0.0.1:9000/}, without the token. */
    public URI address() {
        return server.address();
    }

    /** The address to open first in a browser: with the token, where one is set. */
    public URI entrance() {
        return server.entrance();
    }

    /** The address of a run's page on DL4J's dashboard. */
    public URI trainingPage(String session) {
        return address().resolve(TrainingPages.path(session, "overview"));
    }

    /** Shows the sessions of a storage, live while it grows. The caller closes the storage, after detaching it. */
    public void attach(StatsStorage storage) {
        training.sessions().attach(storage);
    }

    /** Shows the sessions of a storage no longer. */
    public void detach(StatsStorage storage) {
        training.sessions().detach(storage);
    }

    /**
     * Opens a statistics file and shows its sessions until the dashboard is closed.
     *
     * @throws DashboardException when the file cannot be opened
     */
    public void open(Path file) {
        StatsStorage storage = opened.computeIfAbsent(file.toAbsolutePath().normalize(), StatisticsFile::open);
        training.sessions().attach(storage);
    }

    private Optional<StatsStorage> find(String session) {
        Optional<Path> file = options.runs()
                .statisticsFile(session)
                .map(path -> path.toAbsolutePath().normalize());
        return file.map(path -> {
            StatsStorage known = opened.get(path);
            if (known != null && StatisticsFile.refresh(known)) {
                return known;
            }
            if (known != null) {
                // The file was replaced by another one.
                onDemand.remove(path);
                forget(path);
            }
            if (onDemand.size() >= FILES_ON_DEMAND) {
                // It is opened again when its page asks for more.
                forget(onDemand.removeFirst());
            }
            StatsStorage storage = StatisticsFile.open(path);
            opened.put(path, storage);
            onDemand.addLast(path);
            return storage;
        });
    }

    private void forget(Path file) {
        StatsStorage storage = opened.remove(file);
        detach(storage);
        StatisticsFile.close(storage);
    }

    /** Stops listening, ends all threads and closes the files it opened; another dashboard can then be started. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.close();
        training.close();
        opened.values().forEach(StatisticsFile::close);
        opened.clear();
    }
}
