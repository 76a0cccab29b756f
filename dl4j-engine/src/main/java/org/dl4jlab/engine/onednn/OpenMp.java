package org.dl4jlab.engine.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
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

    private OpenMp() {}

    /** Threads that the next parallel region started by this Java thread will use. */
    public static int threads() {
        return Symbols.GET == null ? 1 : Symbols.GET.invokeInt(new Object[0]);
    }

    /** Sets the thread count for parallel regions started by this Java thread. */
    public static void setThreads(int threads) {
        if (Symbols.SET != null) {
            Symbols.SET.invokeVoid(new Object[] {threads});
        }
    }

    private static final class Symbols {
        static final Function GET;
        static final Function SET;

        static {
            Function get = null;
            Function set = null;
            try {
                OneDnn.engine(); // the library is then in memory, and its short name finds that copy
                NativeLibrary openMp = NativeLibrary.getInstance("libgomp.so.1");
                get = openMp.getFunction("omp_get_max_threads");
                set = openMp.getFunction("omp_set_num_threads");
            } catch (UnsatisfiedLinkError e) {
                log.warn("OpenMP's thread count cannot be set ({}); the environment's setting stands", e.getMessage());
            }
            GET = get;
            SET = set;
        }
    }
}
