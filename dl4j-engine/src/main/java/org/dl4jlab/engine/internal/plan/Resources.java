package org.dl4jlab.engine.internal.plan;

import java.lang.ref.Cleaner;
import org.bytedeco.javacpp.PointerScope;

/**
 * Every native object that building a plan created. They are freed together: when the plan is closed, or
 * some time after nobody refers to it any more.
 */
public final class Resources {
    private static final Cleaner CLEANER = Cleaner.create();

    private final PointerScope scope = new PointerScope();

    /** Starts collecting what this thread creates. */
    public Resources() {}

    /** Ends collecting. Must be called on the thread that created this object, before the first run. */
    public void seal() {
        scope.extend();
        scope.close();
    }

    /** Frees everything when {@code owner} is unreachable; the returned handle does it at once. */
    Cleaner.Cleanable tieTo(Object owner) {
        return tieTo(owner, () -> {});
    }

    /**
     * As before.
     *
     * @param first runs before everything is freed; must not refer to the owner
     */
    Cleaner.Cleanable tieTo(Object owner, Runnable first) {
        PointerScope owned = scope;
        return CLEANER.register(owner, () -> {
            first.run();
            owned.close();
        });
    }

    /** Frees everything now; for a build that failed. */
    public void abandon() {
        scope.close();
    }
}
