package org.dl4jlab.ui.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.core.storage.StatsStorageListener;
import org.deeplearning4j.core.storage.StatsStorageListener.EventType;
import org.deeplearning4j.core.storage.StorageMetaData;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.deeplearning4j.ui.model.storage.BaseCollectionStatsStorage;
import org.deeplearning4j.ui.model.storage.impl.SbeStorageMetaData;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.statistics.RecordLog.Frame;
import org.dl4jlab.ui.statistics.RecordLog.Key;
import org.dl4jlab.ui.statistics.RecordLog.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of statistics as DL4J's pages see it. Records stay in the file until they are asked for, and only the three kinds
 * that DL4J's {@code StatsListener} writes are known: nothing in a file names a class. Several processes may read a file
 * while one writes it.
 */
final class RecordStorage extends BaseCollectionStatsStorage {

    private static final Logger LOG = LoggerFactory.getLogger(RecordStorage.class);

    /** A run writes one session of one worker, and describes itself anew each time that it goes on. */
    private static final int MOST_SESSIONS = 64;

    private static final int MOST_WORKERS = 64;
    private static final int MOST_DESCRIPTIONS = 1000;

    private final String name;
    private final RecordLog log;
    private final boolean writing;
    private volatile boolean closed;
    private boolean damaged;
    private int descriptions;

    private RecordStorage(String name, RecordLog log, boolean writing) throws IOException {
        this.name = name;
        this.log = log;
        this.writing = writing;
        // DL4J's lists are not safe for use by several threads.
        listeners = new CopyOnWriteArrayList<>();
        sessionIDs = ConcurrentHashMap.newKeySet();
        storageMetaData = new ConcurrentHashMap<>();
        staticInfo = new ConcurrentHashMap<>();
        log.news().forEach(this::take);
        if (writing) {
            log.cutTornEnd();
        }
    }

    /** @param name for messages */
    static RecordStorage reading(String name, RecordLog log) throws IOException {
        return new RecordStorage(name, log, false);
    }

    /** The same for the one that writes the file. */
    static RecordStorage writing(String name, RecordLog log) throws IOException {
        return new RecordStorage(name, log, true);
    }

    /** Takes in what another process has appended meanwhile. Returns false when the file must be opened again. */
    synchronized boolean refresh() {
        if (closed) {
            return false;
        }
        if (writing) {
            return true;
        }
        try {
            if (log.isCut()) {
                return false;
            }
            for (Frame frame : log.news()) {
                boolean newSession = !sessionIDs.contains(frame.key().session());
                take(frame);
                if (newSession) {
                    tell(EventType.NewSessionID, frame);
                }
                tell(event(frame.kind()), frame);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("The statistics file {} cannot be read: {}", name, e.getMessage());
            return false;
        }
    }

    /** Makes a record known; small ones of which there is one a session are read at once. */
    private void take(Frame frame) {
        Key key = frame.key();
        boolean known = AddressName.isValid(key.session())
                && AddressName.isValid(key.worker())
                && key.type().equals(StatsListener.TYPE_ID)
                && (sessionIDs.contains(key.session()) || sessionIDs.size() < MOST_SESSIONS)
                && (updates.containsKey(worker(key)) || updates.size() < MOST_WORKERS)
                && (frame.kind() == Kind.UPDATE || descriptions++ < MOST_DESCRIPTIONS);
        if (!known) {
            leaveOut(new IllegalArgumentException("they belong to no session that this program writes"));
            return;
        }
        try {
            switch (frame.kind()) {
                case META_DATA ->
                    storageMetaData.put(new SessionTypeId(key.session(), key.type()), (StorageMetaData) read(frame));
                case STATIC_INFO -> staticInfo.put(worker(key), read(frame));
                case UPDATE -> ((Updates) updates.computeIfAbsent(worker(key), id -> new Updates())).add(frame);
            }
            sessionIDs.add(key.session());
        } catch (UncheckedIOException | IllegalArgumentException e) {
            leaveOut(e);
        }
    }

    private synchronized void leaveOut(Exception why) {
        if (!damaged) {
            damaged = true;
            LOG.warn("Records of the statistics file {} are left out: {}", name, why.getMessage());
        }
    }

    private static SessionTypeWorkerId worker(Key key) {
        return new SessionTypeWorkerId(key.session(), key.type(), key.worker());
    }

    /**
     * @throws UncheckedIOException if the record cannot be read
     * @throws IllegalArgumentException if it is none
     */
    private Persistable read(Frame frame) {
        byte[] payload;
        try {
            payload = log.payload(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        Persistable record = switch (frame.kind()) {
            case META_DATA -> new SbeStorageMetaData();
            case STATIC_INFO -> new SbeStatsInitializationReport();
            case UPDATE -> new SbeStatsReport();
        };
        try {
            RecordCheck.check(frame.kind(), payload);
            record.decode(payload);
        } catch (RuntimeException e) {
            // Damages show in many ways: as an index, an unknown number of an enumeration, a negative size.
            throw new IllegalArgumentException("a record is damaged (" + e.getMessage() + ")", e);
        }
        return record;
    }

    /** The updates of one worker by time; two of the same millisecond lie one after the other. */
    private final class Updates extends AbstractMap<Long, Persistable> {

        private final ConcurrentSkipListMap<Long, Frame> frames = new ConcurrentSkipListMap<>();

        private void add(Frame frame) {
            long time = frame.time();
            if (!frames.isEmpty() && frames.lastKey() >= time) {
                // In the order in which they were written, whatever the clock said.
                time = frames.lastKey() + 1;
            }
            frames.put(time, frame);
        }

        /** The records of a time or later that can be read, in order. */
        private List<Persistable> after(long time) {
            return frames.tailMap(time, false).keySet().stream()
                    .map(this::get)
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Override
        public Persistable get(Object time) {
            Frame frame = frames.get(time);
            try {
                return frame == null ? null : read(frame);
            } catch (UncheckedIOException | IllegalArgumentException e) {
                leaveOut(e);
                frames.remove(time);
                return null;
            }
        }

        @Override
        public boolean containsKey(Object time) {
            return frames.containsKey(time);
        }

        @Override
        public Set<Long> keySet() {
            return Collections.unmodifiableSet(frames.keySet());
        }

        @Override
        public int size() {
            return frames.size();
        }

        @Override
        public Set<Entry<Long, Persistable>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<Long, Persistable>> iterator() {
                    return new LinkedHashSet<>(frames.keySet())
                            .stream().map(time -> Map.entry(time, get(time))).iterator();
                }

                @Override
                public int size() {
                    return frames.size();
                }
            };
        }
    }

    private Optional<Updates> updatesOf(String session, String type, String worker) {
        return Optional.ofNullable((Updates) updates.get(new SessionTypeWorkerId(session, type, worker)));
    }

    @Override
    public List<Persistable> getAllUpdatesAfter(String session, String type, String worker, long time) {
        return updatesOf(session, type, worker).map(all -> all.after(time)).orElse(List.of());
    }

    @Override
    public List<Persistable> getAllUpdatesAfter(String session, String type, long time) {
        return updates.entrySet().stream()
                .filter(e -> e.getKey().getSessionID().equals(session)
                        && e.getKey().getTypeID().equals(type))
                .flatMap(e -> ((Updates) e.getValue()).after(time).stream())
                .sorted(Comparator.comparingLong(Persistable::getTimeStamp))
                .toList();
    }

    @Override
    public Persistable getLatestUpdate(String session, String type, String worker) {
        return updatesOf(session, type, worker)
                .flatMap(all -> all.frames.descendingKeySet().stream()
                        .map(all::get)
                        .filter(Objects::nonNull)
                        .findFirst())
                .orElse(null);
    }

    @Override
    protected Map<Long, Persistable> getUpdateMap(String session, String type, String worker, boolean create) {
        SessionTypeWorkerId id = new SessionTypeWorkerId(session, type, worker);
        return create ? updates.computeIfAbsent(id, i -> new Updates()) : updates.get(id);
    }

    @Override
    public void putStaticInfo(Persistable record) {
        put(Kind.STATIC_INFO, record, SbeStatsInitializationReport.class);
    }

    @Override
    public void putUpdate(Persistable record) {
        put(Kind.UPDATE, record, SbeStatsReport.class);
    }

    @Override
    public void putStorageMetaData(StorageMetaData record) {
        put(Kind.META_DATA, record, SbeStorageMetaData.class);
    }

    private void put(Kind kind, Persistable record, Class<?> type) {
        if (!writing) {
            throw new IllegalStateException("The statistics file " + name + " was opened to be read.");
        }
        if (record.getClass() != type) {
            throw new IllegalArgumentException("Statistics files hold what DL4J's StatsListener writes, not "
                    + record.getClass().getName() + ".");
        }
        List<StatsStorageEvent> first = checkStorageEvents(record);
        Key key = new Key(record.getSessionID(), record.getTypeID(), record.getWorkerID());
        Frame frame;
        try {
            frame = log.append(kind, record.getTimeStamp(), key, record.encode());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the statistics file " + name, e);
        }
        take(frame);
        tell(event(kind), frame);
        notifyListeners(first);
    }

    private static EventType event(Kind kind) {
        return switch (kind) {
            case META_DATA -> EventType.PostMetaData;
            case STATIC_INFO -> EventType.PostStaticInfo;
            case UPDATE -> EventType.PostUpdate;
        };
    }

    private void tell(EventType what, Frame frame) {
        Key key = frame.key();
        StatsStorageEvent event =
                new StatsStorageEvent(this, what, key.session(), key.type(), key.worker(), frame.time());
        for (StatsStorageListener listener : listeners) {
            listener.notify(event);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        log.close();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return "RecordStorage(" + name + ")";
    }
}
