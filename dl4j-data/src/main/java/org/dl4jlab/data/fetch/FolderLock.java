package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.dl4jlab.data.file.ProcessLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one thread of one process at a time fetch into a folder; the others wait and then find the files there. */
final class FolderLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderLock.class);
    // File locks belong to a process; threads of one process need a lock of their own.
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    /** How a channel is locked. */
    @FunctionalInterface
    interface Locking {
        ProcessLock attempt(FileChannel channel) throws IOException;
    }

    private final ReentrantLock threads;
    private final FileChannel channel;

    private FolderLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    /**
     * @param listener hears if another process must be waited for
     * @throws CacheFailure if the lock file cannot be made
     */
    static FolderLock acquire(Path folder, ProgressListener listener) throws InterruptedException {
        return acquire(folder, listener, ProcessLock::tryExclusive);
    }

    static FolderLock acquire(Path folder, ProgressListener listener, Locking locking) throws InterruptedException {
        Path file = folder.resolve(".lock");
        ReentrantLock threads = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), p -> new ReentrantLock());
        threads.lockInterruptibly();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            switch (locking.attempt(channel)) {
                case TAKEN -> {}
                case BUSY -> {
                    listener.note("Another process is fetching into " + folder + "; waiting for it");
                    channel.lock();
                }
                case UNSUPPORTED ->
                    listener.warn(folder + " is on a file system without file locks."
                            + " Take care that no other process fetches into it at the same time.");
            }
            return new FolderLock(threads, channel);
        } catch (IOException e) {
            threads.unlock();
            closeQuietly(channel);
            throw new CacheFailure(file, e);
        }
    }

    @Override
    public void close() {
        // Closing the channel gives the file lock back. The file stays: deleting it would let two processes hold
        // locks on two files of the same name.
        closeQuietly(channel);
        threads.unlock();
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                log.debug("Closing a lock file failed", e);
            }
        }
    }
}
