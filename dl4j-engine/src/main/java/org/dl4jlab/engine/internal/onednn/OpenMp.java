package org.dl4jlab.engine.internal.onednn;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenMP thread count of the calling thread.
 *
 * <p>oneDNN has no thread setting of its own: it uses what OpenMP reports to the thread that builds and
 * to the thread that runs a primitive. The two must agree.
 */
public final class OpenMp {
    private static final Logger log = LoggerFactory.getLogger(OpenMp.class);

    private static volatile Boolean bound;

    private OpenMp() {}

    /** Threads that the next parallel region started by this Java thread will use. */
    public static int threads() {
        return isBound() ? Library.omp_get_max_threads() : 1;
    }

    /** Sets the thread count for parallel regions started by this Java thread. */
    public static void setThreads(int threads) {
        if (isBound()) {
            Library.omp_set_num_threads(threads);
        }
    }

    /** Does something with another thread count, and then restores the one before. */
    public static void with(int threads, Runnable action) {
        get(threads, () -> {
            action.run();
            return null;
        });
    }

    /** What an action answers with another thread count; then the one before is restored. */
    public static <T> T get(int threads, Supplier<T> action) {
        int before = threads();
        if (before == threads) {
            return action.get();
        }
        setThreads(threads);
        try {
            return action.get();
        } finally {
            setThreads(before);
        }
    }

    private static boolean isBound() {
        Boolean known = bound;
        return known != null ? known : bind();
    }

    private static synchronized boolean bind() {
        if (bound == null) {
            OneDnn.engine(); // the library is then in memory, and its short name finds that copy
            try {
                Native.register(Library.class, NativeLibrary.getInstance("libgomp.so.1"));
                bound = true;
            } catch (UnsatisfiedLinkError e) {
                log.warn("OpenMP's thread count cannot be set ({}); the environment's setting stands", e.getMessage());
                bound = false;
            }
        }
        return bound;
    }

    /** Directly mapped: each call takes a tenth of a microsecond. */
    private static final class Library {
        static native int omp_get_max_threads();

        static native void omp_set_num_threads(int threads);
    }
}
