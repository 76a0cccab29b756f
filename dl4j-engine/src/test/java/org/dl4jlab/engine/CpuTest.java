package org.dl4jlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuTest {

    @Test
    void twoHardwareThreadsOfOneCoreCountOnce() {
        Cpu cpu = Cpu.parse(
                List.of(
                        "model name\t: Some CPU @ 3.00GHz",
                        "physical id\t: 0",
                        "core id\t\t: 0",
                        "flags\t\t: fpu AVX2 fma",
                        "",
                        "physical id\t: 0",
                        "core id\t\t: 0",
                        "physical id\t: 0",
                        "core id\t\t: 1",
                        "physical id\t: 1",
                        "core id\t\t: 0"),
                8);

        assertThat(cpu.cores()).isEqualTo(3);
        assertThat(cpu.model()).isEqualTo("Some CPU @ 3.00GHz");
        assertThat(cpu.flags()).containsExactlyInAnyOrder("fpu", "avx2", "fma");
    }

    @Test
    void aContainersLimitCountsBelowTheNumberOfCores() {
        assertThat(Cpu.parse(List.of("core id : 0", "core id : 1"), 1).cores()).isEqualTo(1);
    }

    @Test
    void withoutCoreNumbersEveryProcessorIsACore() {
        Cpu cpu = Cpu.parse(List.of("processor : 0", "no colon here"), 4);

        assertThat(cpu.cores()).isEqualTo(4);
        assertThat(cpu.flagsKnown()).isFalse();
    }
}
