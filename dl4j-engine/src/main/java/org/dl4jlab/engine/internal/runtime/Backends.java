package org.dl4jlab.engine.internal.runtime;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.function.Predicate;
import org.dl4jlab.engine.BackendException;
import org.nd4j.linalg.factory.Nd4j;

/** Finds out whether ND4J has a backend that works here, before a network needs it. */
public final class Backends {

    private static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final String CUDA_DRIVER = Platform.isWindows() ? "nvcuda" : "cuda";

    private Backends() {}

    /**
     * Loads ND4J.
     *
     * @throws BackendException if no backend on the class path can run on this machine, or if the CUDA backend was
     *     asked for (it is on the class path) and there is no NVIDIA driver: ND4J itself would print a stack trace
     *     and go on with the CPU
     */
    public static void requireUsable() {
        requireDriver(isCudaOnClassPath(), Backends::loads);
        try {
            Nd4j.getBackend();
        } catch (LinkageError | RuntimeException e) {
            throw new BackendException("ND4J did not start: " + rootCause(e), e);
        }
    }

    /** Whether ND4J would prefer an NVIDIA card to the CPU. */
    static boolean isCudaOnClassPath() {
        return Backends.class.getClassLoader().getResource(CUDA_BACKEND) != null;
    }

    static void requireDriver(boolean cuda, Predicate<String> loads) {
        if (cuda && !loads.test(CUDA_DRIVER)) {
            throw new BackendException("This build computes on an NVIDIA card (profile cuda), but no NVIDIA driver was"
                    + " found on this machine: leave out -Pcuda to compute on the CPU, or install the driver and"
                    + " CUDA 11.6.");
        }
    }

    private static boolean loads(String library) {
        try {
            NativeLibrary.getInstance(library);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
