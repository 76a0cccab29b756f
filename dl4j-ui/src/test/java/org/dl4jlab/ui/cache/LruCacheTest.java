package org.dl4jlab.ui.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LruCacheTest {

    private final List<String> removed = new ArrayList<>();
    private final LruCache<Integer, String> cache = new LruCache<>(2, removed::add);

    @Test
    void forgetsWhatWasNotAskedForLongest() {
        cache.put(1, "one");
        cache.put(2, "two");
        assertThat(cache.get(1)).contains("one");

        cache.put(3, "three");

        assertThat(cache.get(2)).isEmpty();
        assertThat(cache.get(1)).contains("one");
        assertThat(cache.get(3)).contains("three");
        assertThat(removed).containsExactly("two");
    }

    @Test
    void tellsOfEveryValueThatLeaves() {
        cache.put(1, "one");
        cache.put(1, "uno");
        assertThat(removed).containsExactly("one");

        cache.put(1, "uno");
        cache.put(2, "two");
        cache.remove(1);
        cache.remove(9);
        assertThat(removed).containsExactly("one", "uno");

        cache.clear();
        assertThat(removed).containsExactly("one", "uno", "two");
        assertThat(cache.get(2)).isEmpty();
    }

    @Test
    void holdsAtLeastOneEntry() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LruCache<>(0)).withMessageContaining("0");
    }
}
