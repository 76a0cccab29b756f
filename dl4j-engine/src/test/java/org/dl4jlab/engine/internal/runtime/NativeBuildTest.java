package org.dl4jlab.engine.internal.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.dl4jlab.engine.BackendException;
import org.dl4jlab.engine.Cpu;
import org.junit.jupiter.api.Test;

class NativeBuildTest {

    private static final Cpu OLD = new Cpu("Old Processor", 2, Set.of("sse4_2", "avx"));
    private static final Cpu USUAL = new Cpu("Usual Processor", 2, Set.of("avx", "avx2", "fma"));

    @Test
    void anAvx2BuildIsRefusedOnAProcessorWithoutAvx2() {
        assertThatThrownBy(() -> NativeBuild.requireSupported(OLD, path -> path.contains("linux-x86_64-onednn-avx2/")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("Old Processor")
                .hasMessageContaining("lacks avx2, fma")
                .hasMessageContaining("-Dnd4j.classifier=linux-x86_64 ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anAvx512BuildIsRefusedOnAnAvx2ProcessorAndTheFittingOneIsNamed() {
        assertThatThrownBy(
                        () -> NativeBuild.requireSupported(USUAL, path -> path.contains("linux-x86_64-onednn-avx512/")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("lacks avx512f")
                .hasMessageContaining("-Dnd4j.classifier=linux-x86_64-onednn-avx2 ");
    }

    @Test
    void fittingBuildsAndUnknownProcessorsPass() {
        assertThatCode(() -> NativeBuild.requireSupported(USUAL, path -> path.contains("linux-x86_64-onednn-avx2/")))
                .doesNotThrowAnyException();
        assertThatCode(() -> NativeBuild.requireSupported(new Cpu("?", 1, Set.of()), path -> true))
                .doesNotThrowAnyException();
        assertThatCode(() -> NativeBuild.requireSupported(Cpu.detect())).doesNotThrowAnyException();
    }
}
