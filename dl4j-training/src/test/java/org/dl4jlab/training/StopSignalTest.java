package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Work that was stopped has not failed. */
class StopSignalTest {

    private final StopSignal.Switch stop = new StopSignal.Switch();

    @Test
    void whateverAStoppedWorkComplainsOfItWasInterrupted() {
        assertThatThrownBy(() -> stop.interruptible(() -> {
                    stop.stop();
                    throw new IllegalStateException("half a file");
                }))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("half a file")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void withoutAStopAFailureIsAFailure() {
        assertThatThrownBy(() -> stop.interruptible(() -> {
                    throw new IllegalStateException("half a file");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
