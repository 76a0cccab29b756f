package org.dl4jlab.ui.training;

import io.vertx.core.Promise;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.ui.VertxUIServer;
import org.nd4j.common.function.Function;

/**
 * What DL4J's pages and user code get from {@code UIServer.getInstance()} while our dashboard runs. It carries DL4J's
 * interface but none of its web server, so nothing of that listens anywhere.
 */
public final class EmbeddedUiServer extends VertxUIServer {

    private final Sessions sessions;
    private final Supplier<URI> address;
    private final Runnable stop;
    private volatile boolean stopped;

    private EmbeddedUiServer(Sessions sessions, Supplier<URI> address, Runnable stop) {
        // The super constructor registers this object as the JVM's instance.
        this.sessions = sessions;
        this.address = address;
        this.stop = stop;
    }

    /**
     * Makes a new instance the one that {@code UIServer.getInstance()} answers.
     *
     * @param address asked only after the web server listens
     * @param stop ends the whole dashboard; called once
     */
    static EmbeddedUiServer install(Sessions sessions, Supplier<URI> address, Runnable stop) {
        // Several sessions: each page names its session in its address instead of one choice for everybody.
        VertxUIServer.getMultiSession().set(true);
        return new EmbeddedUiServer(sessions, address, stop);
    }

    /** Whether DL4J's registry holds a server that still runs, ours or another. */
    static boolean isTaken() {
        VertxUIServer current = VertxUIServer.getInstance();
        return current != null && !current.isStopped();
    }

    /** Takes this object out of DL4J's registry, so that another server can be started. */
    void uninstall() {
        stopped = true;
        if (VertxUIServer.getInstance() == this) {
            VertxUIServer.setStatsStorageProvider(null);
            VertxUIServer.getMultiSession().set(false);
        }
    }

    @Override
    public void start(Promise<Void> startCallback) {
        startCallback.fail("The dashboard is started through org.dl4jlab.ui.Dashboard");
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public String getAddress() {
        String text = address.get().toString();
        return text.substring(0, text.length() - 1);
    }

    @Override
    public int getPort() {
        return address.get().getPort();
    }

    @Override
    public void attach(StatsStorage storage) {
        sessions.attach(storage);
    }

    @Override
    public void detach(StatsStorage storage) {
        sessions.detach(storage);
    }

    @Override
    public boolean isAttached(StatsStorage storage) {
        return sessions.storages().contains(storage);
    }

    @Override
    public List<StatsStorage> getStatsStorageInstances() {
        return sessions.storages();
    }

    /** DL4J's loader of unknown sessions; ours are opened before its pages are asked. */
    @Override
    public Function<String, Boolean> getStatsStorageLoader() {
        return null;
    }

    @Override
    public void enableRemoteListener() {
        throw noRemote();
    }

    @Override
    public void enableRemoteListener(StatsStorageRouter storage, boolean attach) {
        throw noRemote();
    }

    private static UnsupportedOperationException noRemote() {
        return new UnsupportedOperationException("This dashboard takes no statistics over the network: DL4J's receiver"
                + " creates objects of any class that the sender names. Write a statistics file instead.");
    }

    @Override
    public void disableRemoteListener() {
        // It is never on.
    }

    @Override
    public boolean isRemoteListenerEnabled() {
        return false;
    }

    @Override
    public void stop() {
        stop.run();
    }

    @Override
    public void stop(Promise<Void> callback) {
        stopAsync(callback);
    }

    @Override
    public void stopAsync(Promise<Void> callback) {
        stop.run();
        callback.complete();
    }
}
