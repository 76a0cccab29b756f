package org.dl4jlab.ui.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.core.storage.StatsStorageListener;
import org.deeplearning4j.ui.api.UIModule;
import org.deeplearning4j.ui.i18n.I18NProvider;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.dl4jlab.ui.statistics.StatisticsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training sessions that can be looked at, and the storages they lie in. News from a storage reach DL4J's modules in
 * batches on a thread of their own, so that a training thread never waits for a page.
 */
public final class Sessions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final long BATCH_MILLIS = 500;

    /** One session: the storage it lies in and when it began (milliseconds since 1970). */
    public record Session(String id, long startMillis, StatsStorage storage) {}

    /** From the first to the newest record of a session, in milliseconds since 1970. */
    public record Span(long startMillis, long endMillis) {}

    private record Attached(StatsStorage storage, StatsStorageListener listener) {}

    private final List<UIModule> modules;
    private final Function<String, Optional<StatsStorage>> finder;
    private final List<Attached> attached = new CopyOnWriteArrayList<>();
    private final Map<String, StatsStorage> live = new ConcurrentHashMap<>();
    private final BlockingQueue<StatsStorageEvent> events = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService router;

    /**
     * @param modules told of storages and of their news
     * @param finder opens the storage of a session that is not attached yet, when somebody asks for it
     */
    public Sessions(List<UIModule> modules, Function<String, Optional<StatsStorage>> finder) {
        this.modules = List.copyOf(modules);
        this.finder = finder;
        this.router = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dashboard-statistics");
            thread.setDaemon(true);
            return thread;
        });
        router.scheduleWithFixedDelay(this::route, BATCH_MILLIS, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void route() {
        List<StatsStorageEvent> batch = new ArrayList<>();
        events.drainTo(batch);
        if (batch.isEmpty()) {
            return;
        }
        List<StatsStorage> current = storages();
        batch.removeIf(e -> !current.contains(e.getStatsStorage()));
        for (UIModule module : modules) {
            Collection<String> wanted = module.getCallbackTypeIDs();
            List<StatsStorageEvent> news =
                    batch.stream().filter(e -> wanted.contains(e.getTypeID())).toList();
            try {
                module.reportStorageEvents(news);
            } catch (RuntimeException e) {
                LOG.warn(
                        "The dashboard module {} could not take new statistics",
                        module.getClass().getName(),
                        e);
            }
        }
    }

    /** Shows all sessions of a storage, now and as they grow. The caller keeps the storage and closes it. */
    public synchronized void attach(StatsStorage storage) {
        if (storages().contains(storage)) {
            return;
        }
        StatsStorageListener listener = event -> {
            // A storage may be told of the same moment many times in a row; an update carries its own time.
            events.add(event);
            live.putIfAbsent(event.getSessionID(), storage);
        };
        attached.add(new Attached(storage, listener));
        storage.registerStatsStorageListener(listener);
        storage.listSessionIDs().forEach(id -> live.put(id, storage));
        modules.forEach(module -> module.onAttach(storage));
    }

    /** Shows the sessions of this storage no longer; without effect when it is not attached. */
    public synchronized void detach(StatsStorage storage) {
        List<Attached> gone =
                attached.stream().filter(a -> a.storage() == storage).toList();
        for (Attached one : gone) {
            storage.deregisterStatsStorageListener(one.listener());
            attached.remove(one);
            modules.forEach(module -> module.onDetach(storage));
        }
        live.entrySet().removeIf(entry -> {
            boolean ofStorage = entry.getValue() == storage;
            if (ofStorage) {
                I18NProvider.removeInstance(entry.getKey());
            }
            return ofStorage;
        });
    }

    public List<StatsStorage> storages() {
        return attached.stream().map(Attached::storage).collect(Collectors.toList());
    }

    /**
     * Whether a session can be shown; opens its file when it is known but not open yet.
     *
     * @throws org.dl4jlab.ui.server.DashboardException when the file is known and cannot be opened
     */
    public boolean exists(String id) {
        StatsStorage storage = live.get(id);
        if (storage == null || !StatisticsFile.refresh(storage)) {
            if (storage != null) {
                detach(storage);
            }
            finder.apply(id).ifPresent(this::attach);
            storage = live.get(id);
        }
        return storage != null && hasTrainingData(storage, id);
    }

    /** All open sessions with training statistics, the newest first. */
    public List<Session> open() {
        return live.entrySet().stream()
                .filter(e -> hasTrainingData(e.getValue(), e.getKey()))
                .map(e -> new Session(e.getKey(), start(e.getValue(), e.getKey()), e.getValue()))
                .sorted(Comparator.comparingLong(Session::startMillis)
                        .reversed()
                        .thenComparing(Session::id))
                .toList();
    }

    /** The time a session covers, or nothing before its first record. */
    public Optional<Span> span(String id) {
        StatsStorage storage = live.get(id);
        if (storage == null || !hasTrainingData(storage, id)) {
            return Optional.empty();
        }
        long start = start(storage, id);
        return storage.getLatestUpdateAllWorkers(id, StatsListener.TYPE_ID).stream()
                .map(update -> new Span(start, Math.max(start, update.getTimeStamp())))
                .max(Comparator.comparingLong(Span::endMillis));
    }

    private static boolean hasTrainingData(StatsStorage storage, String id) {
        return !storage.isClosed() && storage.listTypeIDsForSession(id).contains(StatsListener.TYPE_ID);
    }

    private static long start(StatsStorage storage, String id) {
        return storage.getAllStaticInfos(id, StatsListener.TYPE_ID).stream()
                .mapToLong(Persistable::getTimeStamp)
                .min()
                .orElse(0);
    }

    @Override
    public void close() {
        router.shutdownNow();
        try {
            router.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        storages().forEach(this::detach);
    }
}
