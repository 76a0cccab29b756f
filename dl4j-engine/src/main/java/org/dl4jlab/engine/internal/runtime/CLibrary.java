package org.dl4jlab.engine.internal.runtime;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Optional;

/** The few functions of the C library that the settings call. */
interface CLibrary extends Library {

    /** Parameters of {@code mallopt}, from glibc's {@code malloc.h}. */
    int M_TRIM_THRESHOLD = -1;

    int M_TOP_PAD = -2;
    int M_MMAP_THRESHOLD = -3;
    int M_MMAP_MAX = -4;

    int setenv(String name, String value, int overwrite);

    String getenv(String name);

    int mallopt(int parameter, int value);

    /** Only glibc has this function: it tells glibc from other C libraries. */
    String gnu_get_libc_version();

    /** The C library of this process, or empty where JNA cannot reach it. */
    static Optional<CLibrary> find() {
        try {
            return Optional.of(Native.load(Platform.C_LIBRARY_NAME, CLibrary.class));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** The version of glibc, or empty if the C library is another one. */
    default Optional<String> glibcVersion() {
        try {
            return Optional.of(gnu_get_libc_version());
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }
}
