package org.dl4jlab.engine.internal.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dl4jlab.engine.BackendException;
import org.junit.jupiter.api.Test;

class BackendsTest {

    @Test
    void aCudaBuildWithoutADriverEndsInOneSentence() {
        assertThatThrownBy(() -> Backends.requireDriver(true, library -> false))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("no NVIDIA driver")
                .hasMessageContaining("leave out -Pcuda")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aCpuBuildNeedsNoDriver() {
        assertThatCode(() -> Backends.requireDriver(false, library -> false)).doesNotThrowAnyException();
    }

    @Test
    void theDefaultBuildRunsHere() {
        assertThatCode(Backends::requireUsable).doesNotThrowAnyException();
    }
}
