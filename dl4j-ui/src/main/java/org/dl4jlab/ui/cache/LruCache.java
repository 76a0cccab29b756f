package org.dl4jlab.ui.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cache of bounded size: when it is full, the entry that was not asked for longest makes room. Used by one thread.
 *
 * @param <K> what entries are found by
 * @param <V> what is kept
 */
public final class LruCache<K, V> {

    private final int capacity;
    private final Consumer<? super V> removed;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** @param capacity how many entries are kept; at least 1 */
    public LruCache(int capacity) {
        this(capacity, value -> {});
    }

    /**
     * @param capacity how many entries are kept; at least 1
     * @param removed told of each value that leaves the cache: made room, was replaced or removed
     */
    public LruCache(int capacity, Consumer<? super V> removed) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A cache holds at least 1 entry, but got " + capacity);
        }
        this.capacity = capacity;
        this.removed = removed;
    }

    /** The value under a key, which thereby counts as used; empty if there is none. */
    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Keeps a value, in place of what was under its key. */
    public void put(K key, V value) {
        V replaced = entries.put(key, value);
        if (replaced != null && replaced != value) {
            removed.accept(replaced);
        }
        Iterator<V> leastRecent = entries.values().iterator();
        while (entries.size() > capacity) {
            V oldest = leastRecent.next();
            leastRecent.remove();
            removed.accept(oldest);
        }
    }

    /** Forgets what is under a key, if anything. */
    public void remove(K key) {
        V value = entries.remove(key);
        if (value != null) {
            removed.accept(value);
        }
    }

    /** Forgets everything. */
    public void clear() {
        entries.values().forEach(removed);
        entries.clear();
    }
}
